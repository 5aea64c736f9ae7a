"""The rules of contact, each a dated row; the most specific one that is in force counts.

A rule of the country and the type outranks one of the country, that one of the type, and that one which names
neither. Of two alike the later one counts. What no row says is not limited.
"""

from collections.abc import Iterable, Iterator
from datetime import date, time
from enum import StrEnum
from typing import Final, NamedTuple

from xl_cobranza.domain.ledger import CustomerKind


class Rule(StrEnum):
    """What a row of the rules is about."""

    WEEKDAYS = "weekdays"  # hours from Monday to Friday
    SATURDAY = "saturday"
    SUNDAY = "sunday"  # and public holidays
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    CHANNELS_PER_WEEK = "channels_per_week"
    OTHERS = "others"  # somebody else at the customer's, who need not know of the debt
    AGREED_CHANNELS = "agreed_channels"  # only those that the customer has agreed to


class Others(StrEnum):
    """Whether another person may be asked for help."""

    OPENLY = "openly"
    QUIETLY = "quietly"  # without a word of the debt
    NEVER = "never"


class Hours(NamedTuple):
    """From and until when; none at all when both are the same."""

    begin: time
    end: time

    @property
    def is_closed(self) -> bool:
        return self.begin == self.end


CLOSED: Final = Hours(time.min, time.min)
ALL_DAY: Final = Hours(time.min, time.max)

Setting = Hours | Others | int | bool


class ContactRule(NamedTuple):
    """One row. A blank country or type fits any; `row` is that of the sheet, None for one of ours."""

    country: str
    kind: CustomerKind | None
    since: date | None
    rule: Rule
    setting: Setting
    source: str
    row: int | None = None


class Limits(NamedTuple):
    """What holds for one customer on a day."""

    weekdays: Hours = ALL_DAY
    saturday: Hours = ALL_DAY
    sunday: Hours = ALL_DAY
    per_day: int | None = None
    per_week: int | None = None
    channels_per_week: int | None = None
    others: Others = Others.OPENLY
    agreed_channels: bool = False


class ContactRules:
    """The rows of a workbook, or ours where it has none.

    >>> rule = ContactRule("CO", CustomerKind.CONSUMER, date(2023, 10, 10), Rule.PER_DAY, 1, "Ley 2300 de 2023")
    >>> rules = ContactRules([rule])
    >>> [rules.limits("CO", kind, date(2026, 11, 27)).per_day for kind in (CustomerKind.CONSUMER, None)]
    [1, None]
    """

    def __init__(self, rows: Iterable[ContactRule] = ()) -> None:
        self.rows = tuple(rows)
        self._known: dict[tuple[str, CustomerKind | None, date], Limits] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContactRules) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)

    def __repr__(self) -> str:
        return f"ContactRules({len(self.rows)} rows)"

    def limits(self, country: str, kind: CustomerKind | None, day: date) -> Limits:
        """What holds on a day for a customer; one of no known type is a company."""
        kind = kind or CustomerKind.COMPANY
        key = country, kind, day
        found = self._known.get(key)
        if found is None:
            told = {row.rule.value: row.setting for row in self.in_force(country, kind, day)}
            found = self._known[key] = Limits(**told)  # type: ignore[arg-type]  # each setting was read for its rule
        return found

    def in_force(self, country: str, kind: CustomerKind, day: date) -> Iterator[ContactRule]:
        """The row that counts of each rule."""
        fitting = [row for row in self.rows if _fits(row, country, kind, day)]
        for rule in Rule:
            mine = [row for row in fitting if row.rule is rule]
            if mine:
                yield max(mine, key=lambda row: (row.country != "", row.kind is not None, row.since or date.min))


def _fits(row: ContactRule, country: str, kind: CustomerKind, day: date) -> bool:
    here = row.country in {"", country}
    return here and row.kind in {None, kind} and (row.since is None or row.since <= day)
