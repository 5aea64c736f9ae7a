"""`Pagos`, row by row. A blank folio or customer is no fault: the money stays visible until it is placed."""

from typing import Final

from xl_cobranza.book.finding import Area
from xl_cobranza.book.records.columns import pass_over, read_columns
from xl_cobranza.book.records.customers import Directory
from xl_cobranza.book.records.money import fill_currency, read_code
from xl_cobranza.book.typed.currencies import Home
from xl_cobranza.domain.ledger import Payment
from xl_cobranza.errors import Problem

_WANTED: Final = ("id", "paid_on", "customer", "folio", "amount", "currency")


def read_payments(area: Area | None, directory: Directory, home: Home) -> tuple[list[Payment], list[Problem]]:
    if area is None:
        return [], []
    columns = read_columns(area, _WANTED, {"currency": read_code(home)})
    pass_over(columns, ("paid_on", "customer", "folio"))
    fill_currency(columns, home)
    payments = [
        Payment(
            columns.row(i),
            columns["id"][i] or "",
            columns["paid_on"][i],
            directory[columns["customer"][i] or ""],
            columns["folio"][i] or "",
            columns["amount"][i],
            columns["currency"][i],
        )
        for i in columns.records(("paid_on", "amount"))
    ]
    return payments, columns.problems()
