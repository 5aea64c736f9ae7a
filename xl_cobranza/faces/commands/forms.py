"""What a person types after `cobranza registrar`, parsed and, when it cannot be, explained.

The fields are those of the sheet; `OPTIONS` says how the command line names them. Words are kept as
their keys; the step and the currency as typed, for only the workbook's policy can settle them.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from xl_cobranza.book import words
from xl_cobranza.book.typed.amounts import read_amount
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.errors import WrongUsage
from xl_cobranza.faces.as_of import parse_date

OPTIONS: Final = {
    "customer": "--cliente",
    "folio": "--folio",
    "amount": "--importe",
    "paid_on": "--fecha",
    "on": "--fecha",
    "currency": "--moneda",
    "reference": "--referencia",
    "notes": "--notas",
    "channel": "--canal",
    "outcome": "--resultado",
    "direction": "--sentido",
    "step": "--paso",
    "promise_date": "--compromiso",
    "promise_amount": "--importe-compromiso",
    "cause": "--causa",
    "evidence": "--evidencia",
    "author": "--autor",
    "folios": "--folio",
    "count": "--cuotas",
    "payment": "--cuota",
    "rate": "--tasa",
    "first_on": "--primera",
    "method": "--metodo",
    "frequency": "--frecuencia",
    "down_payment": "--pago-inicial",
    "interest": "--interes",
    "calendar": "--calendario",
    "unit": "--redondeo",
    "grace": "--gracia",
    "shift": "--dias-habiles",
    "replaces": "--sustituye",
}


def option_of(info: ValidationInfo) -> str:
    """How the command line names the field that is being read."""
    return OPTIONS[info.field_name or ""]


def _text(value: Any, info: ValidationInfo) -> str:  # noqa: ANN401 - what pydantic hands over
    text = str(value).strip()
    if not text:
        raise WrongUsage("blank_option", option_of(info))
    return text


def _amount(value: Any, info: ValidationInfo) -> Decimal:  # noqa: ANN401 - see `_text`
    amount = read_amount(str(value))
    if isinstance(amount, Fault) and amount.kind == "ambiguous_amount":
        raise WrongUsage("ambiguous_option_amount", option_of(info), amount.found)
    if isinstance(amount, Fault) or not amount:
        raise WrongUsage("bad_option_amount", option_of(info), str(value))
    return amount


def _day(value: Any, info: ValidationInfo) -> date:  # noqa: ANN401 - see `_text`
    return value if isinstance(value, date) else parse_date(option_of(info), str(value))


def _word(value: Any, info: ValidationInfo) -> str:  # noqa: ANN401 - see `_text`
    field = info.field_name or ""
    key: str | None = words.key(field, str(value))
    if key is None:
        known = ", ".join(words.spanish(field, key) for key in dict.fromkeys(words.table(field).values()))
        raise WrongUsage("bad_option_word", option_of(info), str(value), known=known)
    return key


Text = Annotated[str, BeforeValidator(_text)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Day = Annotated[date, BeforeValidator(_day)]
Word = Annotated[str, BeforeValidator(_word)]


class Payment(BaseModel):
    """`cobranza registrar pago`: one row of `Pagos`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    customer: Text
    amount: Amount
    paid_on: Day | None = None  # today
    folio: Text | None = None
    currency: Text | None = None
    reference: Text | None = None
    notes: Text | None = None


class Contact(BaseModel):
    """`cobranza registrar gestion`: one row of `Gestiones`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    customer: Text
    channel: Word
    outcome: Word
    on: Day | None = None  # today
    direction: Word = "out"
    folio: Text | None = None
    step: Text | None = None
    promise_date: Day | None = None
    promise_amount: Amount | None = None
    cause: Word | None = None
    evidence: Word | None = None
    author: Text | None = None
    notes: Text | None = None


Form = TypeVar("Form", Payment, Contact)


def fill(form: type[Form], **typed: str | None) -> Form:
    """The form with what was typed; what was left out keeps its default. Raises WrongUsage, naming the option.

    >>> fill(Payment, customer="Rosa", amount="1.234,50", notes=None).amount
    Decimal('1234.50')
    """
    return form.model_validate({field: text for field, text in typed.items() if text is not None})
