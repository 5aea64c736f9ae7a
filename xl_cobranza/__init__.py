"""Collect overdue invoices from your own Excel workbook, and keep the customer.

ledger rows in → decisions out → cells patched. `review(book, as_of)` reads a workbook and returns a
plan; look at it, then apply it. The workbook stays the source of truth.
"""

__version__ = "0.1.0"

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_cobranza.domain.agreements.proposal import Proposal as Proposal
    from xl_cobranza.flows.agree import AgreementPlan as AgreementPlan
    from xl_cobranza.flows.agree import agree as agree
    from xl_cobranza.flows.agreements.offers import OffersPlan as OffersPlan
    from xl_cobranza.flows.agreements.offers import compare_offers as compare_offers
    from xl_cobranza.flows.documents import DocumentRequest as DocumentRequest
    from xl_cobranza.flows.documents import Drawn as Drawn
    from xl_cobranza.flows.documents import dossier as dossier
    from xl_cobranza.flows.documents import draw_up as draw_up
    from xl_cobranza.flows.letters.remind import LetterPlan as LetterPlan
    from xl_cobranza.flows.letters.remind import remind as remind
    from xl_cobranza.flows.plan import DecisionRow as DecisionRow
    from xl_cobranza.flows.plan import Plan as Plan
    from xl_cobranza.flows.review import review as review

__all__ = [
    "AgreementPlan", "DecisionRow", "DocumentRequest", "Drawn", "LetterPlan", "OffersPlan", "Plan", "Proposal", "agree",
    "compare_offers", "dossier", "draw_up", "remind", "review",
]  # fmt: skip

_WHERE = {  # late: `cobranza --help` asks for the version only
    "review": "xl_cobranza.flows.review",
    "agree": "xl_cobranza.flows.agree",
    "compare_offers": "xl_cobranza.flows.agreements.offers",
    "OffersPlan": "xl_cobranza.flows.agreements.offers",
    "remind": "xl_cobranza.flows.letters.remind",
    "draw_up": "xl_cobranza.flows.documents",
    "dossier": "xl_cobranza.flows.documents",
    "DocumentRequest": "xl_cobranza.flows.documents",
    "Drawn": "xl_cobranza.flows.documents",
    "LetterPlan": "xl_cobranza.flows.letters.remind",
    "AgreementPlan": "xl_cobranza.flows.agree",
    "Proposal": "xl_cobranza.domain.agreements.proposal",
    "Plan": "xl_cobranza.flows.plan",
    "DecisionRow": "xl_cobranza.flows.plan",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
