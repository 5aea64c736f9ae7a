"""`Gestiones`: what was said and sent, and what came of it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from xl_cobranza.book.finding import Area
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import pass_over, read_columns
from xl_cobranza.book.records.customers import Directory
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import is_blank, read_text
from xl_cobranza.book.typed.values import Reader, read_choice, read_words
from xl_cobranza.domain.ledger import Cause, Channel, Evidence, LogEntry, Outcome
from xl_cobranza.errors import Problem

_WANTED: Final = (
    "on", "customer", "folio", "direction", "channel", "step", "outcome", "promise_date", "promise_amount", "cause", "evidence",
)  # fmt: skip
_VAGUE: Final = (None, Outcome.ANSWERED, Outcome.ACCEPTED)
StageKeys = Callable[[str], str | None]


def read_stage(stage_key: StageKeys) -> Reader[str | None]:
    """A reader of the key of a stage or step by its key, its name, or the name the policy gives it."""

    def read(value: Value) -> str | Fault | None:
        text = read_text(value)
        if not text or is_blank(text):
            return None
        return stage_key(text) or Fault("unknown_stage", text)

    return read


def read_log(
    area: Area | None, directory: Directory, stage_key: StageKeys
) -> tuple[list[LogEntry] | None, list[Problem]]:
    """Every entry; None when the workbook keeps no log at all, which is not the same as an empty one."""
    if area is None:
        return None, []
    columns = read_columns(
        area,
        _WANTED,
        {
            "channel": read_choice("channel", Channel),
            "outcome": read_choice("outcome", Outcome),
            "cause": read_choice("cause", Cause),
            "step": read_stage(stage_key),
            "evidence": _read_evidence,
        },
    )
    pass_over(columns, ("on", "customer", "folio", "outcome"))
    entries = [
        LogEntry(
            columns.row(i),
            columns["on"][i],
            directory[columns["customer"][i]],
            columns["folio"][i] or "",
            columns["direction"][i] != "in",
            columns["channel"][i],
            columns["step"][i] or "",
            _outcome(columns["outcome"][i], columns["promise_date"][i]),
            columns["promise_date"][i],
            columns["promise_amount"][i],
            columns["cause"][i],
            columns["evidence"][i] or Evidence.NONE,
        )
        for i in columns.records(("on", "customer"))
    ]
    return entries, columns.problems()


def _outcome(noted: Outcome | None, promise_date: date | None) -> Outcome | None:
    """What came of it: who speaks to us and names a day on which they will pay has promised, noted or not.

    >>> _outcome(None, date(2026, 11, 27)), _outcome(Outcome.ASKS_TERMS, date(2026, 11, 27))
    (<Outcome.PROMISE: 'promise'>, <Outcome.ASKS_TERMS: 'asks_terms'>)
    """
    return Outcome.PROMISE if promise_date is not None and noted in _VAGUE else noted


_evidence_words: Final = read_words("evidence")


def _read_evidence(value: Value) -> Evidence | Fault | None:
    key = _evidence_words(value)
    return Evidence[key] if isinstance(key, str) else key
