"""What the sample workbook says on its own date, kept as a page that a bookkeeper could sign.

`pytest --accept` rewrites the page; `git diff` is the review.
"""

from pathlib import Path

from xl_cobranza import template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.flows.plan import DecisionRow
from xl_cobranza.flows.review import review

HERE = Path(__file__).parent
TEMPLATE = HERE.parent.parent / "workbook_template.xlsx"


def _line(row: DecisionRow) -> str:
    days = "" if row.days_overdue is None else f"{row.days_overdue} d"
    when = row.next_action_on.strftime("%d/%m/%Y") if row.next_action_on else "sin fecha"
    head = f"{row.id}  {row.customer} · {row.balance} {row.currency or ''} · {days}".rstrip(" ·")
    step = f" → {row.step} ({row.channel})" if row.step else ""
    return (
        f"{head}\n    {row.stage}{step} · {when} · {row.priority or '–'}\n    {row.action or '–'}\n    {row.reason}\n"
    )


def test_the_decisions_of_the_sample_are_those_that_were_signed(accept: bool) -> None:
    rows = review(XlsxBook(TEMPLATE), template.SAMPLE_AS_OF).decisions
    page = f"Decisiones al {template.SAMPLE_AS_OF:%d/%m/%Y}\n\n" + "\n".join(map(_line, rows))

    kept = HERE / "demo.txt"
    if accept:
        kept.write_text(page, encoding="utf-8")

    assert page == kept.read_text(encoding="utf-8")
