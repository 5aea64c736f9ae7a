"""How a problem or a refusal is told, in three parts: where Excel shows it · what was found · what to do.

The words are one line a kind: in `problems_es` and `problems_en` for the kinds of `errors.SEVERITY`, in
`refusals_es` and `refusals_en` for those of `Refused` and `WrongUsage`; what concerns the text of a letter or mail has
modules of its own. A new kind gets its line in both languages; a test enumerates the kinds of the source and looks for each.
"""

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter
from typing import Final

from xl_cobranza.errors import CobranzaError, Problem
from xl_cobranza.wording import figures
from xl_cobranza.wording.problems import (
    agreements_en,
    agreements_es,
    letters_en,
    letters_es,
    mail_en,
    mail_es,
    problems_en,
    problems_es,
    refusals_en,
    refusals_es,
)
from xl_cobranza.wording.problems.documents import en as documents_en
from xl_cobranza.wording.problems.documents import es as documents_es

_SPANISH: Final = (
    problems_es.PROBLEMS,
    refusals_es.REFUSALS,
    documents_es.REFUSALS,
    letters_es.PROBLEMS,
    letters_es.REFUSALS,
    mail_es.PROBLEMS,
    mail_es.REFUSALS,
    agreements_es.PROBLEMS,
    agreements_es.REFUSALS,
)
_ENGLISH: Final = (
    problems_en.PROBLEMS,
    refusals_en.REFUSALS,
    documents_en.REFUSALS,
    letters_en.PROBLEMS,
    letters_en.REFUSALS,
    mail_en.PROBLEMS,
    mail_en.REFUSALS,
    agreements_en.PROBLEMS,
    agreements_en.REFUSALS,
)
TABLES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "es": {kind: said for table in _SPANISH for kind, said in table.items()},
    "en": {kind: said for table in _ENGLISH for kind, said in table.items()},
}

_OF_MONEY: Final = frozenset(
    {
        "overpaid",
        "unapplied_payment",
        "over_limit",
        "paid_disagrees",
        "other_currency",
        "agreement_beside_credit",
        "agreement_compounds",
    }
)


class _Filler(Formatter):
    """Fills what it knows; a missing field must not hide the message it belongs to."""

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:  # noqa: ARG002
        return kwargs.get(str(key), "…")


def problem(problem: Problem, language: str = "es", country: str = "") -> str:
    """One problem as a sentence in three parts, its sums as the country writes them.

    >>> problem(Problem("impossible_date", "Facturas!F14", "30/02/2026"))
    'Facturas!F14: «30/02/2026» no es una fecha que exista; escríbela como dd/mm/aaaa.'
    >>> problem(Problem("unapplied_payment", "Pagos!16", "6380.00 MXN"), country="MX")
    'Pagos!16: queda dinero sin aplicar: 6,380.00 MXN; indica en Pagos a qué factura corresponde.'
    """
    found = _sum(problem.found, country, language) if problem.kind in _OF_MONEY else problem.found
    return _sentence(problem.kind, problem.ref, found, problem.data, language)


def _sum(found: str, country: str, language: str) -> str:
    amount, _, currency = found.partition(" ")
    return figures.amount(Decimal(amount), currency or None, country, language) if amount else found


def refusal(error: CobranzaError, language: str = "es") -> str:
    """Why nothing was done, as a sentence in three parts."""
    return _sentence(error.kind, error.ref, error.found, error.data, language)


def _sentence(kind: str, ref: str, found: str, data: Mapping[str, str], language: str) -> str:
    table = TABLES.get(language, TABLES["es"])
    what, cure = table.get(kind, ("«{kind}» {found}", "…"))
    words = _Filler().vformat(f"{what}; {cure}", (), {**data, "kind": kind, "ref": ref, "found": found})
    words += "" if words.endswith(("?", "…")) else "."
    words = words.replace(" ()", "")  # what was found is not always known
    if ref:
        return f"{ref}: {words}"
    return words if what.startswith("{") else words[:1].upper() + words[1:]  # a name keeps its letters
