"""An agreement on the terminal, as a table a person can read to the customer, and as JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xl_cobranza.domain.agreements.schedule import ScheduleRow
from xl_cobranza.domain.cash.money import round_money
from xl_cobranza.faces import console
from xl_cobranza.faces.output import as_json, terminal
from xl_cobranza.faces.recalculation import Outcome
from xl_cobranza.wording import figures
from xl_cobranza.wording.agreements import headline, labels, said

if TYPE_CHECKING:
    from xl_cobranza.flows.agree import AgreementPlan


def as_text(outcome: Outcome, plan: "AgreementPlan") -> str:
    """What was agreed, the schedule, what to look at, where it is, and what to do next."""
    language, written = outcome.language, outcome.applied
    parts = [headline(plan.deal, outcome.country, language), schedule_table(outcome, plan)]
    if outcome.problems:
        parts.append(terminal.problem_list(outcome))
    if written is None:
        parts.append(said("dry_run", language, sheet=plan.sheet))
    else:
        lines = [said("saved", language, path=written.saved_to, sheet=plan.sheet)]
        lines += [said("backup", language, path=written.backup)] if written.backup else []
        parts += ["\n".join(lines), said("next", language, sheet=plan.sheet)]
    return "\n\n".join(parts)


def schedule_table(outcome: Outcome, plan: "AgreementPlan") -> str:
    from rich import box
    from rich.table import Table

    language, country, currency = outcome.language, outcome.country, plan.terms.currency
    words = labels(language, country)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_footer=True)

    def money(amount: Decimal) -> str:
        return figures.amount(amount, currency, country, language).removesuffix(f" {currency}")

    def add(heading: str, total: str = "") -> None:
        table.add_column(heading, total, justify="right", no_wrap=True)

    rows, deal = plan.schedule, plan.deal
    table.add_column(said("number", language), words["total"])
    add(said("date", language))
    add(words["instalment"], money(sum((row.amount for row in rows), Decimal(0))))
    add(said("interest", language), money(deal.interest))
    add(said("principal", language), money(plan.terms.balance))
    add(words["owed"])
    for row in rows:
        number = str(row.number) if row.number else words["down"]
        figures_ = (row.amount, row.interest, row.principal, row.balance)
        table.add_row(number, f"{row.due:%d/%m/%Y}", *map(money, figures_))
    return console.rendered(table)


def as_object(outcome: Outcome, plan: "AgreementPlan | None") -> str:
    """One object; of a refused run every key is there, empty, and `error` besides."""
    applied, preview = outcome.applied, outcome.preview
    keys: dict[str, Any] = {
        "workbook": outcome.workbook,
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "changed_cells": applied.changed_cells if applied else preview.cells if preview else 0,
        "saved_to": applied.saved_to if applied else None,
        "problems": [as_json.problem_object(p, outcome.language, outcome.country) for p in outcome.problems],
        "agreement": _agreement(plan) if plan else None,
        "schedule": [_row(row) for row in plan.schedule] if plan else [],
    }
    if outcome.error is not None:
        keys["error"] = as_json.error_object(outcome.error, outcome.language)
    return as_json.text(keys)


def _agreement(plan: "AgreementPlan") -> Mapping[str, Any]:
    deal, terms = plan.deal, plan.terms

    def money(amount: Decimal) -> Decimal:
        return round_money(amount, terms.currency)

    return {
        "id": deal.id,
        "sheet": plan.sheet,
        "customer": deal.customer,
        "folios": [invoice.folio for invoice in deal.invoices],
        "currency": terms.currency,
        "balance": money(deal.balance),
        "interest_included": money(deal.interest_included),
        "waived": money(deal.waived),
        "interest_left_out": money(deal.left_out),
        "total": money(terms.balance),
        "down_payment": money(terms.down_payment),
        "instalments": len(deal.instalments),
        "instalment": deal.instalments[0].amount,
        "interest": money(deal.interest),
        "method": terms.method.value,
        "frequency": terms.frequency.value if terms.frequency else "on_dates",
        "rate": terms.rate if terms.bears_interest else Decimal(0),
        "first_on": deal.instalments[0].due,
        "last_on": deal.instalments[-1].due,
        "acceleration": deal.acceleration,
        "replaces": deal.replaces or None,
    }


def _row(row: ScheduleRow) -> Mapping[str, Any]:
    return {
        "number": row.number,
        "due_date": row.due,
        "legal_due_date": row.legal,
        "amount": row.amount,
        "interest": row.interest,
        "principal": row.principal,
        "balance": row.balance,
    }
