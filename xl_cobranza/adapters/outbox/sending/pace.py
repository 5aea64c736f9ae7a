"""How many messages may go: so many in any minute, so many in any 24 hours. Counted from the log, so across runs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


class Limits(NamedTuple):
    per_minute: int
    per_day: int


class Pace:
    """The moments at which messages went, and what the limits leave."""

    def __init__(self, limits: Limits, past: Iterable[datetime] = ()) -> None:
        self._limits, self._past = limits, sorted(past)

    def note(self, at: datetime) -> None:
        self._past.append(at)

    def wait(self, now: datetime) -> float:
        """Seconds until one more may go within the minute.

        >>> noon = datetime(2026, 11, 27, 12)
        >>> Pace(Limits(2, 99), [noon, noon + timedelta(seconds=9)]).wait(noon + timedelta(seconds=20))
        40.0
        """
        recent = self._past[-self._limits.per_minute :]
        if len(recent) < self._limits.per_minute:
            return 0.0
        return max(0.0, (recent[0] + _MINUTE - now).total_seconds())

    def next_day(self, now: datetime) -> datetime | None:
        """When one more may go within the 24 hours; None when it may now."""
        recent = self._past[-self._limits.per_day :]
        if len(recent) < self._limits.per_day or recent[0] + _DAY <= now:
            return None
        return recent[0] + _DAY
