"""`Parámetros`: one row a parameter. A row that cannot be used is told, and its default stays."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from xl_cobranza.book import words
from xl_cobranza.book.finding import Area
from xl_cobranza.book.headings import fold
from xl_cobranza.book.port import Value
from xl_cobranza.book.records.columns import Columns, read_columns
from xl_cobranza.book.records.customers import read_country
from xl_cobranza.book.records.money import read_code
from xl_cobranza.book.typed.amounts import read_amount, read_rate, read_whole
from xl_cobranza.book.typed.currencies import Home
from xl_cobranza.book.typed.dates import date_reader
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.secrets import names_a_password
from xl_cobranza.book.typed.text import failure, is_blank, read_text, shown
from xl_cobranza.book.typed.values import Reader, read_choice, read_words
from xl_cobranza.domain.policy import AllocationOrder, DayCount, MailSecurity, Parameters, Stage
from xl_cobranza.errors import Problem

_TOLD_AS_THEY_ARE: Final = frozenset(
    {"error_cell", "not_calculated", "impossible_date", "date_out_of_range", "ambiguous_amount", "rate_above_one"}
)
_HOST: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,39}"
)  # a name or an address of the net
_ZONE: Final = re.compile(r"UTC|GMT|[A-Z][\w+-]*(?:/[A-Z][\w+-]*){1,2}", re.ASCII)
_LINK: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#][^\s<>\"']*)?")


def read_parameters(area: Area, stages: Sequence[Stage]) -> tuple[Parameters, list[Problem]]:
    """The parameters that the sheet sets, over the defaults."""
    columns = read_columns(area, ("key",))
    cells = area.grid.column(area.columns["value"], area.first_row, area.last_row)
    set_here: dict[str, int] = {}
    for i, name in enumerate(columns["key"]):
        if not name and area.table is None:
            break
        field = words.key("parameter", name) if name else None
        if field in set_here:
            columns.tell("repeated_in_policy", i, "key", name)
        elif field is not None:
            set_here[field] = i
        elif name and names_a_password(name):
            columns.tell("password_in_workbook", i, "value")  # what was found is not repeated
        elif name:
            columns.tell("unknown_parameter", i, "key", name)
    country = read_country(cells[set_here["country"]]) if "country" in set_here else None
    readers = _readers(area, Home(country=country if isinstance(country, str) else ""), stages)
    changes: dict[str, Any] = {field: _value(columns, i, cells[i], readers[field]) for field, i in set_here.items()}
    parameters = replace(Parameters(), **{field: value for field, value in changes.items() if value is not None})
    return parameters, columns.problems()


def _value(columns: Columns, i: int, cell: Value, read: Reader[Any]) -> object:
    """What a parameter is set to; None keeps the default."""
    text = read_text(cell)
    if failure(cell) is None and (not text or is_blank(text)):
        return None
    value = failure(cell) or read(cell)
    if isinstance(value, Fault):
        kind = value.kind if value.kind in _TOLD_AS_THEY_ARE else "bad_policy"
        columns.tell(kind, i, "value", value.found)
        return None
    return value


def _readers(area: Area, home: Home, stages: Sequence[Stage]) -> Mapping[str, Reader[Any]]:
    return {
        "country": read_country,
        "currency": read_code(home),
        "timezone": _read_zone,
        "bucket_limits": read_bucket_limits,
        "tolerance": _at_least(read_amount, Decimal(0)),
        "late_rate": read_rate,
        "day_count": read_choice("day_count", DayCount),
        "fixed_compensation": _at_least(read_amount, Decimal(0)),
        "allocation": read_choice("allocation", AllocationOrder),
        "bank_margin": _at_least(read_whole, 0),
        "reconciled_until": date_reader(area.date1904),
        "contacts_per_week": _at_least(read_whole, 1),
        "agreement_grace": _at_least(read_whole, 0),
        "discount_rate": read_rate,
        "skipped_steps": _read_steps(stages),
        "language": read_words("language"),
        "company": read_text,
        "sender": read_text,
        "address": read_text,
        "place": read_text,
        "tax_id": read_text,
        "phone": read_text,
        "email": read_text,
        "bank_data": read_text,
        "payment_link": _read_link,
        "mail_server": _read_host,
        "mail_port": _at_least(read_whole, 1),
        "mail_security": read_choice("mail_security", MailSecurity),
        "mail_user": read_text,
        "mail_redirect": read_text,  # a typing error must not turn a test into the real thing: sending refuses it
        "mail_per_minute": _at_least(read_whole, 1),
        "mail_per_day": _at_least(read_whole, 1),
        "form_of_address": read_words("form_of_address"),
        "position": read_text,
        "service": read_text,
    }


def _at_least(read: Reader[Any], least: Decimal | int) -> Reader[Any]:
    def checked(value: Value) -> object:
        number = read(value)
        below = isinstance(number, Decimal | int) and number < least
        return Fault("bad_policy", shown(value)) if below else number

    return checked


def read_bucket_limits(value: Value) -> tuple[int, ...] | Fault:
    """The limits of the ageing buckets in days, each above the one before.

    >>> read_bucket_limits("30; 60; 90"), read_bucket_limits("60; 30")
    ((30, 60, 90), Fault(kind='bad_policy', found='60; 30'))
    """
    parts = [part for part in re.split(r"[;,/\s]+", shown(value)) if part]
    limits = tuple(int(part) for part in parts if part.isdecimal())
    rising = all(low < high for low, high in zip((0, *limits), limits, strict=False))
    return limits if parts and len(limits) == len(parts) and rising else Fault("bad_policy", shown(value))


def _read_link(value: Value) -> str | Fault:
    """An address of the web, and of no other kind.

    >>> _read_link("https://pago.example/altavista"), _read_link("javascript:alert(1)")
    ('https://pago.example/altavista', Fault(kind='bad_policy', found='javascript:alert(1)'))
    """
    text = read_text(value)
    return text if _LINK.fullmatch(text) else Fault("bad_policy", text)


def _read_zone(value: Value) -> str | Fault:
    text = read_text(value)
    return text if _ZONE.fullmatch(text) else Fault("bad_policy", text)


def _read_host(value: Value) -> str | Fault:
    text = read_text(value)
    return text if _HOST.fullmatch(text) else Fault("bad_policy", text)


def _read_steps(stages: Sequence[Stage]) -> Callable[[Value], frozenset[str] | Fault]:
    """A reader of a list of rungs, each by its key, the name in the sheet or ours."""
    own = {fold(name): stage.key for stage in stages for name in (stage.name, stage.key) if name}

    def read(value: Value) -> frozenset[str] | Fault:
        text = read_text(value)
        keys = [own.get(fold(part)) or words.key("stage", part) for part in re.split(r"[;,]", text) if part.strip()]
        return Fault("bad_policy", text) if None in keys else frozenset(key for key in keys if key)

    return read
