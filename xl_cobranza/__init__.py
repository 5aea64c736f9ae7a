"""Collect overdue invoices from your own Excel workbook, and keep the customer.

ledger rows in → decisions out → cells patched. `review(book, as_of)` reads a workbook and returns a
plan; look at it, then apply it. The workbook stays the source of truth.
"""

__version__ = "0.1.0"

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_cobranza.flows.plan import DecisionRow as DecisionRow
    from xl_cobranza.flows.plan import Plan as Plan
    from xl_cobranza.flows.review import review as review

__all__ = ["DecisionRow", "Plan", "review"]


def __getattr__(name: str) -> object:
    # late: `cobranza --help` asks for the version only
    if name == "review":
        from xl_cobranza.flows.review import review

        return review
    if name in ("Plan", "DecisionRow"):
        from xl_cobranza.flows import plan

        return getattr(plan, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
