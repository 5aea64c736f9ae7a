"""What a letter says of its invoices, from the sample workbook."""

from datetime import date
from pathlib import Path

import pytest

from xl_cobranza import remind, template
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.wording.letters import choose, compose
from xl_cobranza.wording.reminders.fields import letter_fields
from xl_cobranza.wording.reminders.words import Reader

SAMPLE = Path(__file__).parents[2] / "workbook_template.xlsx"


@pytest.fixture(scope="module")
def plan():
    return remind(XlsxBook(str(SAMPLE), None, template.blank), date(2026, 11, 20))


def said(plan, customer):
    letter = next(one.letter for one in plan.letters if customer in one.letter.customer.display_name)
    fields = letter_fields(letter, plan.policy, Reader(letter.language, letter.country))
    return fields, compose(choose(plan.templates, letter.step, "", "es", ""), fields, {})


def test_an_invoice_that_waits_for_a_pay_day_is_not_said_to_fall_due_in_the_past(plan):
    fields, letter = said(plan, "Astilleros Galerna")  # due on 13 November, pays on the 25th

    assert (fields["vencimiento"], fields["dia_pago"]) == ("13 de noviembre de 2026", "25 de noviembre de 2026")
    text = "".join(run.text for block in letter.blocks for run in getattr(block, "runs", ()))
    assert "entra en su próximo día de pago, el 25 de noviembre de 2026." in text
    assert "vence" not in letter.subject + text


def test_one_that_is_still_to_fall_due_says_its_own_day(plan):
    fields, letter = said(plan, "Café Montenegro")

    assert fields["dia_pago"] == ""
    text = "".join(run.text for block in letter.blocks for run in getattr(block, "runs", ()))
    assert "pronto vencen 2 facturas" in text
