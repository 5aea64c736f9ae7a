"""Offers in words: what each is called, when it is paid, why it is plausible or not, and the command that agrees on it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xl_cobranza.domain.agreements.offers import Offer, OfferKind
from xl_cobranza.domain.agreements.track import Judgement, Plausibility, Reason
from xl_cobranza.wording import figures

_NAMES: Final = {
    "es": {
        OfferKind.NO_INTEREST: "Un solo pago, sin intereses",
        OfferKind.DISCOUNT: "Un solo pago, con {discount} de descuento",
        OfferKind.NEW_DATE: "Todo, en una nueva fecha",
        OfferKind.PARTIAL: "Una parte ahora y el resto después",
        OfferKind.INSTALMENTS: "{count} {instalments} mensuales",
    },
    "en": {
        OfferKind.NO_INTEREST: "One payment, without interest",
        OfferKind.DISCOUNT: "One payment, with {discount} off",
        OfferKind.NEW_DATE: "All of it, on a new date",
        OfferKind.PARTIAL: "A part now, the rest later",
        OfferKind.INSTALMENTS: "{count} monthly {instalments}",
    },
}
_INSTALMENTS: Final = {"es": {"": "cuotas", "MX": "parcialidades", "ES": "plazos"}, "en": {"": "instalments"}}
_WITHOUT: Final = {"es": "{name}, sin intereses", "en": "{name}, without interest"}
_WITH: Final = {"es": "{name}, con sus intereses", "en": "{name}, with its interest"}
_PAID: Final = {
    "es": {"one": "{amount} el {on}", "and": " y ", "many": "{count} de {amount}, desde el {on}", "last": "; el último, {amount}"},
    "en": {"one": "{amount} on {on}", "and": " and ", "many": "{count} of {amount}, from {on}", "last": "; the last, {amount}"},
}  # fmt: skip
_REASONS: Final = {
    "es": {
        "no_track": "aún no ha pagado ni prometido nada",
        "fits_a_month": "cabe en lo que paga al mes ({0})",
        "paid_before": "ya pagó hasta {0} de una vez",
        "never_so_much": "nunca pagó tanto de una vez: lo más, {0}",
        "on_time": "paga a tiempo",
        "delay": "se retrasa {0} días de media",
        "delay.one": "se retrasa 1 día de media",
        "promises": "cumplió {0} de {1} promesas",
        "agreements_broken": "no cumplió {0} acuerdos",
        "agreements_broken.one": "no cumplió un acuerdo",
        "agreements_kept": "cumplió {0} acuerdos",
        "agreements_kept.one": "cumplió un acuerdo",
    },
    "en": {
        "no_track": "has paid and promised nothing yet",
        "fits_a_month": "fits what is paid in a month ({0})",
        "paid_before": "has paid up to {0} at once",
        "never_so_much": "never paid so much at once: {0} at most",
        "on_time": "pays in time",
        "delay": "is {0} days late on average",
        "delay.one": "is 1 day late on average",
        "promises": "kept {0} of {1} promises",
        "agreements_broken": "did not keep {0} agreements",
        "agreements_broken.one": "did not keep an agreement",
        "agreements_kept": "kept {0} agreements",
        "agreements_kept.one": "kept an agreement",
    },
}
_PLAUSIBLE: Final = {
    "es": {
        Plausibility.LIKELY: "Creíble",
        Plausibility.POSSIBLE: "Posible",
        Plausibility.DOUBTFUL: "Dudosa",
        Plausibility.UNKNOWN: "Sin datos",
    },
    "en": {
        Plausibility.LIKELY: "Plausible",
        Plausibility.POSSIBLE: "Possible",
        Plausibility.DOUBTFUL: "Doubtful",
        Plausibility.UNKNOWN: "No data",
    },
}
# what follows `cobranza acuerdo LIBRO --cliente C`; a discount is no agreement: that it was offered is what is recorded
_AGREE: Final = {
    OfferKind.NO_INTEREST: ("--cuotas", "1", "--primera", "{last}"),
    OfferKind.NEW_DATE: ("--cuotas", "1", "--primera", "{last}"),
    OfferKind.PARTIAL: ("--pago-inicial", "{first_amount}", "--cuotas", "1", "--primera", "{last}"),
    OfferKind.INSTALMENTS: ("--cuotas", "{count}", "--primera", "{first}"),
}
_RECORD: Final = ("--canal", "Teléfono", "--resultado", "Oferta hecha", "--notas", "{name}: {payments}")
_DATE: Final = "%d/%m/%Y"
_SPECIAL: Final = frozenset('"$`!\n\r')
_PLAIN: Final = re.compile(r"[\w.,:=/\-]+")


class OfferTeller:
    """Tells the offers of one workbook, in one language, as its country writes figures."""

    def __init__(self, language: str = "es", country: str = "", currency: str | None = None) -> None:
        self.language = language if language in _NAMES else "es"
        self._country, self._written = country, figures.at_home((currency,), country)

    def name(self, offer: Offer) -> str:
        """What the offer is called.

        >>> from xl_cobranza.domain.agreements.offers import Claim, offers
        >>> claim = Claim(Decimal(900), Decimal(10), "MXN", date(2026, 11, 27))
        >>> [OfferTeller("es", "MX").name(offer) for offer in offers(claim, Decimal("0.1"))][:3]
        ['Un solo pago, sin intereses', 'Un solo pago, con 5 % de descuento', 'Todo, en una nueva fecha, con sus intereses']
        """
        words = _INSTALMENTS[self.language]
        name = _NAMES[self.language][offer.kind].format(
            count=len(offer.payments),
            instalments=words.get(self._country) or words[""],
            discount=f"{figures.number((offer.discount * 100).normalize(), self._written, self.language)} %",
        )
        if not offer.claim.interest or offer.kind in (OfferKind.NO_INTEREST, OfferKind.DISCOUNT):
            return name
        return (_WITHOUT if offer.interest_waived else _WITH)[self.language].format(name=name)

    def payments(self, offer: Offer) -> str:
        """How much on which days."""
        words, paid = _PAID[self.language], offer.payments
        if len(paid) <= 2:
            return words["and"].join(words["one"].format(amount=self._amount(p.amount), on=_day(p.on)) for p in paid)
        told = words["many"].format(count=len(paid), amount=self._amount(paid[0].amount), on=_day(paid[0].on))
        last = paid[-1].amount
        return told if last == paid[0].amount else told + words["last"].format(amount=self._amount(last))

    def plausibility(self, judgement: Judgement) -> str:
        return _PLAUSIBLE[self.language][judgement.plausibility]

    def reasons(self, judgement: Judgement) -> str:
        """Why, as one sentence."""
        told = "; ".join(map(self._reason, judgement.reasons))
        return f"{told[:1].upper()}{told[1:]}."

    def _reason(self, reason: Reason) -> str:
        words: Mapping[str, str] = _REASONS[self.language]
        first = reason.figures[0] if reason.figures else None
        key = f"{reason.key}.one" if first == 1 and f"{reason.key}.one" in words else reason.key
        return words[key].format(*(self._amount(f) if isinstance(f, Decimal) else f for f in reason.figures))

    def command(self, offer: Offer, whom: tuple[str, ...], customer: str, workbook: str) -> tuple[str, ...]:
        """The words of the command that agrees on the offer, or records that it was made to the customer.

        `whom` are the options that say what is agreed on.
        """
        first, last = offer.payments[0], offer.payments[-1]
        said = {
            "first": first.on.isoformat(),
            "first_amount": f"{first.amount:f}",
            "last": last.on.isoformat(),
            "count": str(len(offer.payments)),
            "name": self.name(offer),
            "payments": self.payments(offer),
        }
        pattern = _AGREE.get(offer.kind)
        if pattern is None:
            recorded = ("cobranza", "registrar", "gestion", workbook, "--cliente", customer)
            return (*recorded, *(word.format(**said) for word in _RECORD))
        interest = ("--interes", "condonar" if offer.interest_waived else "incluir") if offer.claim.interest else ()
        return ("cobranza", "acuerdo", workbook, *whom, *(word.format(**said) for word in pattern), *interest)

    def _amount(self, amount: Decimal) -> str:
        return figures.number(amount, self._written, self.language)


def can_be_typed(text: str) -> bool:
    """Whether a text between double quotes means itself to every command line."""
    return not set(text) & _SPECIAL


def command_line(command: Sequence[str]) -> str | None:
    """A command as one types it; None when a text in it would not mean itself.

    >>> command_line(("cobranza", "acuerdo", "Mi cartera.xlsx", "--cliente", "El Roble", "--cuotas", "3"))
    'cobranza acuerdo "Mi cartera.xlsx" --cliente "El Roble" --cuotas 3'
    """
    if not all(map(can_be_typed, command)):
        return None
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in command)


def _day(day: date) -> str:
    return day.strftime(_DATE)
