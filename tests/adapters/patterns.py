"""A template of the tests, with everything that a sheet can have and a sheet it leans on."""

import io
import struct
import zlib
from datetime import datetime
from pathlib import Path

import xlsxwriter

PANEL, OTHER = "Panel", "Otra"


def save(path: Path, shown: str = PANEL) -> Path:
    """Save it; `shown` is the sheet that is open."""
    with xlsxwriter.Workbook(path) as workbook:
        heading = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#22506B"})
        money = workbook.add_format({"num_format": '#,##0.00 "pesos"', "border": 1, "font_name": "Georgia"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy", "border": 1})
        dark = workbook.add_format({"bg_color": "#A93226", "font_color": "#FFFFFF"})
        workbook.add_worksheet(OTHER).write_row(0, 0, ["Ana", 2])
        sheet = workbook.add_worksheet(PANEL)
        sheet.write_rich_string("A1", heading, "Panel ", money, "de cobranza", heading)
        for row in range(5):
            sheet.write_string(3 + row, 0, f"Tramo {row}", heading)
            sheet.write_number(3 + row, 1, 100.0 * (row + 1), money)
            sheet.write_datetime(3 + row, 2, datetime(2026, 1, 1 + row), day)
        columns = [{"header": "Tramo"}, {"header": "Saldo", "format": money}, {"header": "Fecha", "format": day}]
        sheet.add_table("A3:C8", {"name": "Tramos", "columns": columns})
        _formulas(sheet, money)
        for kind, row in (("column", 2), ("pie", 18)):
            chart = workbook.add_chart({"type": kind})
            cells = {"categories": "=Panel!$A$4:$A$8", "values": "=Panel!$B$4:$B$8", "name": "=Panel!$B$3"}
            chart.add_series(cells)
            sheet.insert_chart(row, 4, chart)
        _rules(sheet, dark)
        _page(sheet)
        workbook.define_name("Total", "=Panel!$B$10")
        workbook.define_name("Panel!Primero", "=Panel!$B$4")
        workbook.define_name("DeOtra", "=Otra!$A$1")
        workbook.get_worksheet_by_name(shown).activate()
    return path


def _formulas(sheet, look) -> None:
    sheet.write_formula("B10", "=SUM(Panel!B4:B8)", look, 1500)
    sheet.write_formula("B11", "=Otra!B1*2", look, 4)
    sheet.write_formula("B12", "=SUM(Tramos[Saldo])", look, 1500)
    sheet.write_formula("B13", "=SUM(Ajena[Saldo])", look, 1)


def _rules(sheet, dark) -> None:
    sheet.conditional_format("B4:B8", {"type": "data_bar", "data_bar_2010": True, "bar_color": "#F5B971"})
    for criteria in ("=$B4>200", "=COUNTIF(Otra!$A$1:$A$9,$A4)>0"):
        sheet.conditional_format("A4:A8", {"type": "formula", "criteria": criteria, "format": dark})
    sheet.data_validation("A20", {"validate": "list", "source": "=Otra!$A$1:$A$5"})
    sheet.data_validation("A21", {"validate": "list", "source": ["a", "b"]})
    sheet.add_sparkline("D4", {"range": "Panel!A4:B4"})
    sheet.add_sparkline("D5", {"range": "Otra!A4:B4"})


def _page(sheet) -> None:
    sheet.write_url("A22", "https://xl.mx/?a=b&c=d")
    sheet.write_url("A23", "internal:Panel!A1", string="arriba")
    sheet.write_comment("A4", "una nota")
    sheet.insert_image("A30", "punto.png", {"image_data": io.BytesIO(_dot())})
    sheet.set_row(14, None, None, {"level": 1, "hidden": True})
    sheet.set_column("H:J", 8, None, {"level": 1})
    sheet.freeze_panes(3, 1)
    sheet.print_area("A1:M40")
    sheet.repeat_rows(2)
    sheet.set_header("&C&A")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_tab_color("#22506B")
    sheet.set_vba_name("HojaPanel")


def _dot() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0\xff\0\0" * 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )
