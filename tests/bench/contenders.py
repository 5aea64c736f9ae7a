"""What ours is measured against, each to be run in a process of its own: `python -m tests.bench.contenders NAME IN OUT`."""

import struct
import sys
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from xl_cobranza.book import layout


def by_openpyxl(book: str, result: str) -> None:
    """Load, write the same columns with values of the same kinds, save: what a script would do."""
    from openpyxl import load_workbook

    workbook = load_workbook(book)
    worksheet = workbook[layout.LEDGER.name]
    first = worksheet.max_column + 1
    for column, ours in enumerate(layout.LEDGER.ours, first):
        worksheet.cell(1, column, ours.heading)
    for row in range(2, worksheet.max_row + 1):
        for column, value in enumerate(_values(row), first):
            worksheet.cell(row, column, value)
    workbook.save(result)


def _values(row):
    """Like ours in kind and length: eleven columns, the sentences different in each row."""
    return (
        1500.25 + row, float(row % 90), "31-60", "Negociación", "Recordatorio",
        f"Escribir a Ana Ruiz: recordatorio suave de la factura {row}", "Correo", date(2026, 11, 23),
        f"{row % 90} días de vencida; última gestión el 03/11/2026; prioridad por saldo y días sin contacto",
        12.34 + row, float(row % 100),
    )  # fmt: skip


def by_patching(book: str, result: str) -> None:
    """Our adapter alone: the same columns written, with nothing read before and nothing decided."""
    from xl_cobranza.adapters.xlsx.book import XlsxBook
    from xl_cobranza.book.ownership import owner_name
    from xl_cobranza.book.port import AddColumn

    workbook = XlsxBook(book, result)
    (table,) = (table for table in workbook.tables if table.name == layout.LEDGER.table)
    values = zip(*(_values(row) for row in range(table.first_row + 1, table.last_row + 1)), strict=True)
    looks = {"amount": "money", "date": "date", "number": "integer"}
    patches = [
        AddColumn(
            table.sheet, table.name, table.first_row, column, ours.heading, owner_name(layout.LEDGER, ours.field),
            cells, looks.get(ours.kind, "text"),
        )
        for column, (ours, cells) in enumerate(zip(layout.LEDGER.ours, values, strict=True), table.last_column + 1)
    ]  # fmt: skip
    workbook.apply(patches, workbook.digest())


def by_recompressing(book: str, result: str) -> None:
    """The least any lossless editor must do: inflate the ledger's sheet and deflate it again, with our codec."""
    from xl_cobranza.adapters.xlsx.zip.codec import crc32, deflater, inflater

    _recompress(book, result, inflater().decompress, crc32, deflater())


def by_recompressing_with_zlib(book: str, result: str) -> None:
    """The same as every other program does it: zlib at its usual level."""
    import zlib

    _recompress(book, result, zlib.decompressobj(-15).decompress, zlib.crc32, zlib.compressobj(6, zlib.DEFLATED, -15))


def _recompress(book, result, inflate, crc32, deflater):
    archive = Path(book).read_bytes()
    with ZipFile(book) as members:
        member = members.getinfo("xl/worksheets/sheet1.xml")
    name_length, extra_length = struct.unpack_from("<HH", archive, member.header_offset + 26)
    start = member.header_offset + 30 + name_length + extra_length
    compressed = archive[start : start + member.compress_size]
    content = inflate(compressed)
    crc32(content)
    Path(result).write_bytes(deflater.compress(content) + deflater.flush())


CONTENDERS = {
    "openpyxl": by_openpyxl,
    "patching": by_patching,
    "floor": by_recompressing,
    "floor-zlib": by_recompressing_with_zlib,
}

if __name__ == "__main__":
    CONTENDERS[sys.argv[1]](*sys.argv[2:])
