"""A cell that cannot be read as what its column holds: which rule, and what was found."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Why a cell was not read; it becomes a `Problem` where the cell's place is known."""

    kind: str
    found: str
