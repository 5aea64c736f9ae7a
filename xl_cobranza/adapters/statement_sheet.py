"""A statement of account as a workbook of its own, with real days and amounts, for whoever reconciles it.

Texts are texts: one that begins with `=` is no formula. The same statement makes the same bytes.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_cobranza.domain.cash.money import minor_unit
from xl_cobranza.domain.reminders.statement import CurrencyAccount, Statement
from xl_cobranza.wording.reminders.documents import bucket_words, entry_words
from xl_cobranza.wording.reminders.tables import headings
from xl_cobranza.wording.reminders.words import Reader

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FONT: Final = "Calibri"
_WIDTHS: Final = (18, 52, 18, 18, 18)
_DAY: Final = "dd/mm/yyyy"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def statement_xlsx(
    told: Statement, name: str, sender: Sequence[str], pay: Iterable[tuple[str, str]], reader: Reader
) -> bytes:
    """The workbook: who writes (`sender`, lines), of whom (`name`), the movements and ages by currency, how to pay."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    made = datetime(told.on.year, told.on.month, told.on.day)  # noqa: DTZ001 - a day of the statement, in no zone
    workbook.properties.creator, workbook.properties.created, workbook.properties.modified = "xl-cobranza", made, made
    page = _Page(workbook.create_sheet(reader.words.STATEMENT), reader)
    page.head(told, name, sender)
    for account in told.accounts:
        page.account(account)
    for label, text in pay:
        page.line(label, text)
    page.finish()
    written = BytesIO()
    workbook.save(written)
    return _reproducible(written.getvalue())


class _Page:
    """The one sheet, written from the top."""

    def __init__(self, worksheet: "Worksheet", reader: Reader) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side

        self._sheet, self._reader, self._row = worksheet, reader, 1
        self._bold, self._title, self._right = (
            Font(bold=True, sz=11, name=_FONT),
            Font(bold=True, sz=15, name=_FONT),
            Alignment("right"),
        )
        self._under, self._above = Border(bottom=Side("medium")), Border(top=Side("thin"))

    def head(self, told: Statement, name: str, sender: Sequence[str]) -> None:
        words = self._reader.words
        self._put(1, words.STATEMENT, font=self._title)
        self._row += 1
        for line in sender:
            self._put(1, line)
            self._row += 1
        self._row += 1
        for label, value in ((words.CUSTOMER, name), (words.DAY, told.on), (words.UNTIL, told.payments_until)):
            self.line(label, value)
        if not told.accounts:
            self.line("", words.NO_MOVEMENTS)
        self._row += 1

    def account(self, account: CurrencyAccount) -> None:
        """The movements in one currency, what they come to, and how old it is."""
        words, money = self._reader.words, _money(account.currency)
        if account.currency:
            self._put(1, account.currency, font=self._bold)
            self._row += 1
        for column, text in enumerate(headings("movimientos", self._reader.language), 1):
            self._put(column, text, font=self._bold, border=self._under, right=column > 2)
        self._row += 1
        for entry in account.entries:
            self._put(1, entry.on)
            self._put(2, entry_words(entry, self._reader))
            self._put(3 if entry.amount >= 0 else 4, float(abs(entry.amount)), money)
            self._put(5, float(entry.balance), money)
            self._row += 1
        self._total(words.BALANCE, float(account.balance), money)
        self._row += 1
        self._put(1, words.AGES, font=self._bold)
        self._row += 1
        for key, amount in account.ages.items():
            if amount:
                self._put(2, bucket_words(key, self._reader))
                self._put(5, float(amount), money)
                self._row += 1
        self._total(words.TOTAL, float(account.balance), money)
        self._row += 1

    def line(self, label: str, value: str | date) -> None:
        self._put(1, label, font=self._bold)
        self._put(2, value)
        self._row += 1

    def finish(self) -> None:
        """As wide as its texts, and printed as wide as the paper."""
        from openpyxl.worksheet.properties import PageSetupProperties

        for column, width in zip("ABCDE", _WIDTHS, strict=True):
            self._sheet.column_dimensions[column].width = width
        self._sheet.sheet_view.showGridLines = False
        self._sheet.page_setup.fitToWidth, self._sheet.page_setup.fitToHeight = 1, 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def _total(self, label: str, amount: float, money: str) -> None:
        for column in range(1, len(_WIDTHS) + 1):
            self._put(column, None, border=self._above)
        self._put(2, label, font=self._bold, border=self._above)
        self._put(5, amount, money, font=self._bold, border=self._above)
        self._row += 1

    def _put(self, column: int, value: object, look: str = "", *, right: bool = False, **style: Any) -> None:  # noqa: ANN401 - of openpyxl
        from openpyxl.styles import Alignment

        cell = self._sheet.cell(self._row, column)
        if isinstance(value, str):
            cell.value, cell.data_type = value, "s"  # whatever it begins with
            cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}
        else:
            cell.value = value  # type: ignore[assignment]
        if isinstance(value, date):
            cell.number_format, cell.alignment = _DAY, Alignment("left")
        if look:
            cell.number_format = look
        if right:
            cell.alignment = self._right
        for name, given in style.items():
            setattr(cell, name, given)


def _money(currency: str | None) -> str:
    """The format of its amounts, with the decimals that the currency has."""
    digits = str(minor_unit(currency)).partition(".")[2]
    return f"#,##0.{digits.replace('1', '0')}" if digits else "#,##0"


def _reproducible(content: bytes) -> bytes:
    """The same parts with no time in them."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(ZipInfo(part.filename, _EPOCH), source.read(part), ZIP_DEFLATED)
    return written.getvalue()
