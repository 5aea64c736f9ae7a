"""`Reglas de contacto`: hours, caps and third parties, by country and type of customer."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import read_columns
from xl_cobranza.book.records.customers import read_country
from xl_cobranza.book.typed.amounts import read_whole
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import clean, read_text, shown
from xl_cobranza.book.typed.values import read_choice, read_yes_no
from xl_cobranza.domain.contacting.rules import ALL_DAY, CLOSED, ContactRule, Hours, Others, Rule, Setting
from xl_cobranza.domain.ledger import CustomerKind
from xl_cobranza.errors import Problem

_SPAN: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:h|hs|hrs)?\s*(?:-|–|—|a|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:h|hs|hrs)?\.?"
)
_MIDNIGHT: Final = 24


def read_contact_rules(area: Area) -> tuple[tuple[ContactRule, ...], list[Problem]]:
    """Every row that can be read; one whose value does not suit its rule is told, and does not count."""
    readers = {"kind": read_choice("kind", CustomerKind), "country": read_country, "rule": read_choice("rule", Rule)}
    columns = read_columns(
        area, ("country", "kind", "since", "rule", "setting", "source"), {**readers, "setting": _as_typed}
    )
    blank = {i for i in range(len(columns)) if columns["rule"][i] is None and columns["setting"][i] is None}
    columns.passed_over = {i for i in blank if i not in columns.faults.get("rule", ())}
    found = []
    for i in columns.records(("rule", "setting")):
        if any(i in columns.faults.get(name, ()) for name in ("country", "kind", "since")):
            continue  # half a rule would hold for more customers than it is meant for
        rule = columns["rule"][i]
        setting = READERS[rule](columns["setting"][i])
        if isinstance(setting, Fault):
            columns.tell("bad_contact_rule", i, "setting", setting.found, example=EXAMPLES[rule])
            continue
        since, source = columns["since"][i], columns["source"][i] or ""
        found.append(
            ContactRule(columns["country"][i] or "", columns["kind"][i], since, rule, setting, source, columns.row(i))
        )
    return tuple(found), columns.problems()


def _as_typed(value: Value) -> Value:
    """The cell itself: what it may hold depends on its rule."""
    return None if isinstance(value, str) and not clean(value) else value


def read_hours(value: Value) -> Hours | Fault:
    """From and until when; «No» is never, «Sí» or «libre» always.

    >>> read_hours("7:00-19:00"), read_hours("8 a 15 h").end, read_hours("No") == CLOSED, read_hours("tarde")
    (Hours(begin=datetime.time(7, 0), end=datetime.time(19, 0)), datetime.time(15, 0), True, Fault(kind='bad_policy', found='tarde'))
    """
    text = shown(value)
    answer = words.key("hours", text)
    if answer is not None or isinstance(value, bool):
        return ALL_DAY if answer == words.YES or value is True else CLOSED
    match = _SPAN.fullmatch(text.casefold())
    fault = Fault("bad_policy", text)
    if match is None:
        return fault
    begin, end = _time(match[1], match[2]), _time(match[3], match[4])
    return Hours(begin, end) if begin is not None and end is not None and begin < end else fault


def _time(hour: str, minute: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (_MIDNIGHT, 0):
        return time.max
    return time(hours, minutes) if hours < _MIDNIGHT and minutes < 60 else None


def _read_cap(value: Value) -> int | Fault:
    number = read_whole(value)
    return number if isinstance(number, int) and number > 0 else Fault("bad_policy", shown(value))


def _read_others(value: Value) -> Others | Fault:
    key = words.key("others", read_text(value))
    return Others(key) if key else Fault("bad_policy", shown(value))


def _read_yes_no(value: Value) -> bool | Fault:
    answer = read_yes_no(value)
    return answer if isinstance(answer, bool) else Fault("bad_policy", shown(value))


READERS: Final[Mapping[Rule, Callable[[Value], Setting | Fault]]] = {
    **dict.fromkeys((Rule.WEEKDAYS, Rule.SATURDAY, Rule.SUNDAY), read_hours),
    **dict.fromkeys((Rule.PER_DAY, Rule.PER_WEEK, Rule.CHANNELS_PER_WEEK), _read_cap),
    Rule.OTHERS: _read_others,
    Rule.AGREED_CHANNELS: _read_yes_no,
}


def written(rule: ContactRule, language: str = "es") -> Value:
    """The value of a rule as the sheet shows it, which can be read back.

    >>> from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
    >>> [written(rule) for rule in DEFAULT_RULES[:2]]
    ['8:00-20:00', 'No']
    """
    word = words.english if language == "en" else words.spanish
    setting = rule.setting
    if isinstance(setting, Hours):
        if setting.is_closed or setting == ALL_DAY:
            return word("hours", words.NO if setting.is_closed else words.YES)
        return f"{setting.begin.hour}:{setting.begin:%M}-{setting.end.hour}:{setting.end:%M}"
    if isinstance(setting, Others):
        return word("others", setting.value)
    if isinstance(setting, bool):
        return word("yes_no", words.YES if setting else words.NO)
    return float(setting)


EXAMPLES: Final[Mapping[Rule, str]] = {
    **dict.fromkeys((Rule.WEEKDAYS, Rule.SATURDAY, Rule.SUNDAY), "7:00-19:00"),
    **dict.fromkeys((Rule.PER_DAY, Rule.PER_WEEK, Rule.CHANNELS_PER_WEEK), "1"),
    Rule.OTHERS: words.spanish("others", Others.QUIETLY.value),
    Rule.AGREED_CHANNELS: words.spanish("yes_no", words.YES),
}
