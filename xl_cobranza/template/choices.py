"""The lists that a cell offers; another word may still be typed, it is only asked about."""

from collections.abc import Mapping

from xl_cobranza.template.sheet import Placed


def add(placed: Mapping[str, Placed]) -> None:
    """Attach a list to every column that has a closed set of words."""
