"""What a person types of an agreement, parsed and, when it cannot be, explained."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from xl_cobranza.book.typed.amounts import HUNDRED, read_amount, read_whole
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.domain.agreements.proposal import Proposal
from xl_cobranza.domain.agreements.terms import Method, Shift
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.days.dates import Frequency
from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.as_of import parse_date
from xl_cobranza.faces.commands.forms import Amount, Day, Text, Word, option_of

_FORGIVING: Final = {"condonar": Decimal(1), "incluir": ZERO, "waive": Decimal(1), "include": ZERO}
_REDUCING: Final = re.compile(r"(?:reducir|reduce)\s*:\s*(.+)", re.IGNORECASE)
_ON_DATES: Final = "on_dates"


class Dated(NamedTuple):
    """Days of one's own, with their amounts; one amount less leaves the rest to the last day."""

    dates: tuple[date, ...]
    amounts: tuple[Decimal, ...]


def _rate(value: Any, info: ValidationInfo) -> Decimal:  # noqa: ANN401 - what pydantic hands over
    """In per cent; a figure below one without the sign may be a fraction, and is not guessed."""
    text = str(value).strip()
    number = read_amount(text.removesuffix("%"))
    if isinstance(number, Fault) or number is None or not 0 <= number <= HUNDRED:
        raise WrongUsage("bad_option_rate", option_of(info), text)
    if 0 < number < 1 and not text.endswith("%"):
        raise WrongUsage("ambiguous_option_rate", option_of(info), text)
    return number / HUNDRED


def _whole(value: Any, info: ValidationInfo) -> int:  # noqa: ANN401 - see `_rate`
    number = read_whole(str(value))
    if not isinstance(number, int) or number < 1:
        raise WrongUsage("bad_option_count", option_of(info), str(value))
    return number


def _forgiven(value: Any, info: ValidationInfo) -> Decimal:  # noqa: ANN401 - see `_rate`
    """The share of the accrued interest that is waived."""
    text = str(value).strip().lower()
    match = _REDUCING.fullmatch(text)
    if match:
        return _rate(match[1], info)
    if text not in _FORGIVING:
        raise WrongUsage("bad_option_word", option_of(info), text, known="condonar, incluir, reducir:50%")
    return _FORGIVING[text]


def _dated(value: Any, info: ValidationInfo) -> Dated:  # noqa: ANN401 - see `_rate`
    """`2027-01-15=500; 2027-02-15` and the like."""
    option, dates, amounts = option_of(info), list[date](), list[Decimal]()
    for part in re.split(r"[;\n]", str(value)):
        day, _, typed = part.partition("=")
        if not part.strip():
            continue
        if len(amounts) < len(dates) and (amounts or typed):  # an amount is missing before the last day
            raise WrongUsage("bad_calendar", option, part.strip())
        dates.append(parse_date(option, day.strip()))
        amount = read_amount(typed.strip()) if typed.strip() else None
        if isinstance(amount, Fault) or (amount is not None and amount <= 0):
            raise WrongUsage("bad_option_amount", option, typed.strip())
        amounts += [amount] if amount is not None else []
    if not dates:
        raise WrongUsage("bad_calendar", option, str(value))
    return Dated(tuple(dates), tuple(amounts))


def _folios(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - see `_rate`
    return tuple(part.strip() for part in re.split(r"[;,]", str(value)) if part.strip())


class Agreement(BaseModel):
    """`cobranza acuerdo`, and the button."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folios: Annotated[tuple[str, ...], BeforeValidator(_folios)] = ()
    customer: Text | None = None
    count: Annotated[int, BeforeValidator(_whole)] | None = None
    payment: Amount | None = None
    rate: Annotated[Decimal, BeforeValidator(_rate)] = ZERO
    first_on: Day | None = None
    method: Word | None = None
    frequency: Word | None = None
    down_payment: Amount | None = None
    interest: Annotated[Decimal, BeforeValidator(_forgiven)] | None = None
    calendar: Annotated[Dated, BeforeValidator(_dated)] | None = None
    unit: Amount | None = None
    grace: Annotated[int, BeforeValidator(_whole)] | None = None
    shift: Word | None = None
    replaces: Text | None = None


def fill(**typed: str | None) -> Agreement:
    """The form with what was typed; what was left out keeps its default. Raises WrongUsage, naming the option.

    >>> fill(count="12", rate="12", folios="A-1, A-2").rate
    Decimal('0.12')
    """
    return Agreement.model_validate({field: text for field, text in typed.items() if text is not None})


def proposal(form: Agreement, *, acceleration: bool = False) -> Proposal:
    """What is proposed. Raises WrongUsage where two options contradict each other, or one is missing."""
    _check(form)
    method = Method(form.method) if form.method else None
    if form.calendar and not form.calendar.amounts and method is None and form.rate:
        method = Method.EQUAL_PRINCIPAL  # level instalments on uneven dates would surprise
    return Proposal(
        folios=form.folios, customer=form.customer or "", count=form.count, payment=form.payment, rate=form.rate,
        first_on=form.first_on, method=method, frequency=_frequency(form), down_payment=form.down_payment or ZERO,
        waived=form.interest, grace=form.grace or 0, unit=form.unit or ZERO,
        shift=Shift(form.shift) if form.shift else Shift.NONE,
        dates=form.calendar.dates if form.calendar else (), amounts=form.calendar.amounts if form.calendar else (),
        acceleration=acceleration, replaces=form.replaces or "",
    )  # fmt: skip


def _frequency(form: Agreement) -> Frequency:
    return Frequency.MONTHLY if form.frequency in {None, _ON_DATES} else Frequency(form.frequency or "")


def _check(form: Agreement) -> None:
    if not (form.folios or form.customer or form.replaces):
        raise WrongUsage("missing_option", found="--folio | --cliente")
    by_hand = form.method == Method.CUSTOM or form.frequency == _ON_DATES
    if by_hand and form.calendar is None:
        raise WrongUsage("missing_option", found="--calendario")
    if form.calendar is None and form.count is None and form.payment is None:
        raise WrongUsage("missing_option", found="--cuotas | --cuota")
    dated = form.calendar is not None
    for one, other, both in (
        ("--cuotas", "--cuota", form.count is not None and form.payment is not None),
        ("--calendario", "--cuotas", dated and form.count is not None),
        ("--calendario", "--cuota", dated and form.payment is not None),
        ("--calendario", "--primera", dated and form.first_on is not None),
        ("--calendario", "--gracia", dated and form.grace is not None),
        ("--tasa", "--metodo sin-interes", bool(form.rate) and form.method == Method.INTEREST_FREE),
    ):
        if both:
            raise WrongUsage("options_exclude", found=one, other=other)
