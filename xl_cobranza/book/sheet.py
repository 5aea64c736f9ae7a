"""What THE table is made of: a column, and a sheet with its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "date", "time", "amount", "number", "rate", "word", "amount_or_yes"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field in code, its heading in Spanish and English, how its cells are read."""

    field: str
    heading: str
    english: str
    kind: Kind = "text"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    ours: bool = False
    like: str | None = None  # ours only: the field whose look the cells inherit
    width: float = 14.0

    def heading_in(self, language: str) -> str:
        """The heading as it is written where that language is spoken; Spanish but for `en`."""
        return self.english if language == "en" else self.heading


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name in Spanish and English, its table, its columns in the template's order."""

    key: str
    name: str
    english: str
    table: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    append_only: bool = False
    by_field: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_field", MappingProxyType({c.field: c for c in self.columns}))

    @property
    def ours(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.ours)


def typed(
    name: str, heading: str, english: str, kind: Kind = "text", synonyms: str = "", width: float = 14.0
) -> Column:
    """A column of the user's; a ★ behind the heading marks one of the smallest ledger."""
    required = heading.endswith("★")
    return Column(name, heading.rstrip("★"), english, kind, words_of(synonyms), required, width=width)


def computed(name: str, heading: str, english: str, kind: Kind, like: str | None = None, width: float = 14.0) -> Column:
    return Column(name, heading, english, kind, ours=True, like=like, width=width)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
