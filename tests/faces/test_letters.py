"""`cobranza cartas` and `cobranza estado-cuenta` on a workbook on disk: files, folder, what is said, and what a death leaves."""

import os
import subprocess
import sys
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from xl_cobranza.faces import as_of

DAY = "2026-11-20"  # a Friday
CLIENTS = [
    ["Cliente", "Contacto", "Correo", "Teléfono"],
    ["Panadería Sol", "Elena Prado", "elena@sol.example", "+52 55 5555 0101"],
    ["ACME", "Ada Ruiz", "ada@acme.example", None],
    ["Óptica Ñandú", "{{ 7*7 }} *[tabla]*", "nandu@x.example", None],
]
BILLS = [
    ["Folio", "Cliente", "Emisión", "Vencimiento", "Importe", "Moneda"],
    ["F-1", "Panadería Sol", date(2026, 10, 1), date(2026, 11, 1), 2500.5, "MXN"],
    ["F-2", "Panadería Sol", date(2026, 11, 1), date(2026, 12, 1), 1000, "USD"],
    ["F-3", "ACME", date(2026, 7, 1), date(2026, 8, 1), 90, "EUR"],
    ["F-4", "Óptica Ñandú", date(2026, 10, 1), date(2026, 11, 10), 70, "MXN"],
]


@pytest.fixture
def book(tmp_path):
    """A ledger of a person's own, with customers and payments, and no log."""
    workbook = Workbook()
    workbook.active.title = "Facturas"
    sheets = {
        "Facturas": BILLS,
        "Clientes": CLIENTS,
        "Pagos": [
            ["Fecha", "Cliente", "Folio", "Importe", "Moneda"],
            [date(2026, 11, 5), "Panadería Sol", "F-1", 500.5, "MXN"],
        ],
        "Política": [["Clave", "Valor"], ["Empresa", "Comercial Altavista"]],
    }
    for name, rows in sheets.items():
        sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "libro.xlsx"
    workbook.save(path)
    return path


def rows(path, sheet):
    return list(load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True))


def prepared(path):
    return sorted(row[4] for row in rows(path, "Gestiones") if row[0])


def test_the_letters_lie_in_the_folder_with_their_page_and_in_the_log(book, tmp_path, told_json):
    folder = tmp_path / "cartas"
    code, found = told_json("cartas", book, "--carpeta", folder, "--fecha", DAY)

    assert code == 0
    assert sorted(letter["customer"] for letter in found["letters"]) == ["ACME", "Panadería Sol", "Óptica Ñandú"]
    names = [name for letter in found["letters"] for name in letter["files"]]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "indice.html"])
    assert prepared(book) == ["ACME", "Panadería Sol", "Óptica Ñandú"]
    assert found["index"] == str(folder / "indice.html")
    (sol,) = (letter for letter in found["letters"] if letter["customer"] == "Panadería Sol")
    assert sol["totals"] == {"MXN": "2000.00"}
    mail = message_from_bytes((folder / sol["files"][0]).read_bytes(), policy=default)
    assert (mail["To"], mail["X-Unsent"]) == ("elena@sol.example", "1")


def test_a_second_run_touches_nothing(book, tmp_path, told):
    folder = tmp_path / "cartas"
    told("cartas", book, "--carpeta", folder, "--fecha", DAY)
    before = {path: path.read_bytes() for path in [book, *folder.iterdir()]}
    code, out, _ = told("cartas", book, "--carpeta", folder, "--fecha", DAY)

    assert (code, "Las de hoy ya estaban preparadas: 3. No se repiten." in out) == (0, True)
    assert {path: path.read_bytes() for path in [book, *folder.iterdir()]} == before


def test_a_dry_run_writes_nothing_and_shows_who_gets_what(book, tmp_path, told):
    before = book.read_bytes()
    code, out, _ = told("cartas", book, "--simular", "--fecha", DAY)

    assert (code, book.read_bytes() == before, [*tmp_path.iterdir()]) == (0, True, [book])
    assert "3 cartas" in out
    assert "Elena Prado" in out
    assert "Simulación" in out


def test_every_format_that_is_asked_for(book, tmp_path, told_json):
    _, found = told_json(
        "cartas", book, "--carpeta", tmp_path / "c", "--fecha", DAY, "--formato", "pdf,docx,eml,txt,whatsapp"
    )

    for letter in found["letters"]:
        assert [name.rpartition(".")[2] for name in letter["files"]] == ["pdf", "docx", "eml", "txt"]
        assert (letter["whatsapp"] or "").startswith("https://wa.me/525555550101?text=") is (
            letter["customer"] == "Panadería Sol"
        )


def test_whoever_has_no_address_gets_a_letter_on_paper_and_else_is_told_where_to_write_it(book, tmp_path, told_json):
    workbook = load_workbook(book)
    workbook["Clientes"]["C3"].value = None
    workbook.save(book)
    dry = ("cartas", book, "--fecha", DAY, "--cliente", "ACME", "--simular")
    _, by_mail = told_json(*dry)
    _, both = told_json(*dry, "--formato", "pdf,eml")
    _, on_paper = told_json(*dry, "--formato", "pdf,txt")

    assert [
        (skip["reason_id"], "hoja Clientes, columna «Correo»" in skip["reason"]) for skip in by_mail["skipped"]
    ] == [("no_email", True)]
    assert (by_mail["letters"], both["letters"], on_paper["skipped"]) == ([], [], [])
    (only,) = on_paper["letters"]
    assert [name.rpartition(".")[2] for name in only["files"]] == ["pdf", "txt"]


def own_word(tmp_path, *paragraphs):
    """A Word file of the person's own for the first reminder, beside the workbook."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    (tmp_path / "plantillas").mkdir()
    document.save(tmp_path / "plantillas" / "recordatorio.docx")


def test_a_letter_in_word_is_made_of_the_word_file_of_their_own(book, tmp_path, told_json):
    own_word(tmp_path, "Mi papel con membrete", "Estimada {{ contacto }}: quedan {{ total }}.", "[tabla]")
    asked = ("--fecha", DAY, "--cliente", "Panadería Sol", "--formato", "docx,txt")
    _, found = told_json("cartas", book, "--carpeta", tmp_path / "c", *asked)

    word, text = (tmp_path / "c" / name for name in found["letters"][0]["files"])
    made = docx.Document(word)
    assert [one.text for one in made.paragraphs][:2] == [
        "Mi papel con membrete",
        "Estimada Elena Prado: quedan 2,000.00 MXN.",
    ]
    assert made.tables[0].cell(1, 0).text == "F-1"
    assert "membrete" not in text.read_text("utf-8")


@pytest.mark.parametrize("written", ["Hola {{ contato }}", None], ids=["misspelt", "damaged"])
def test_a_word_file_of_their_own_that_is_broken_is_refused_before_anything_is_written(book, tmp_path, told, written):
    own_word(tmp_path, written or "")
    if written is None:
        (tmp_path / "plantillas" / "recordatorio.docx").write_bytes(b"no es Word")
    before = book.read_bytes()
    code, out, err = told("cartas", book, "--carpeta", tmp_path / "c", "--fecha", DAY, "--formato", "docx")

    assert (code, out, book.read_bytes() == before, (tmp_path / "c").exists()) == (3, "", True, False)
    assert err.startswith("recordatorio.docx: ")
    assert ("¿querías decir «contacto»?" if written else "no es un documento de Word") in " ".join(err.split())


def test_the_preview_fills_the_sheet_and_what_is_marked_there_is_heeded(book, tmp_path, told, told_json):
    _, out, _ = told("cartas", book, "--vista-previa", "--fecha", DAY)
    assert "No enviar" in out
    workbook = load_workbook(book)
    sheet = workbook["Cartas"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("No enviar") + 1).value = "Sí"
    unwanted = sheet.cell(2, headings.index("Cliente") + 1).value
    workbook.save(book)
    _, found = told_json("cartas", book, "--carpeta", tmp_path / "c", "--fecha", DAY)

    assert unwanted not in [letter["customer"] for letter in found["letters"]]
    assert {skip["reason_id"] for skip in found["skipped"]} == {"not_wanted"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "falta la carpeta donde dejar los archivos"),
        (("--carpeta", "libro.xlsx"), 2, "no es una carpeta"),
        (("--carpeta", "no/esta/aqui"), 2, "no existe la carpeta"),
        (("--carpeta", "c", "--formato", "pdf,paloma"), 2, "no se conoce el formato «paloma»"),
        (("--carpeta", "c", "--cliente", "Panaderia Luna"), 3, "Panadería Sol"),
        (("--carpeta", "c", "--paso", "amenazar"), 2, "amenazar"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(book, tmp_path, told, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    before = book.read_bytes()
    found, out, err = told("cartas", book, "--fecha", DAY, *arguments)

    assert (found, out) == (code, "")
    assert said.casefold() in err.casefold()
    assert (book.read_bytes() == before, [*tmp_path.iterdir()]) == (True, [book])


def test_when_the_workbook_takes_no_rows_the_letters_are_taken_back(book, tmp_path, told):
    (tmp_path / "~$libro.xlsx").write_bytes(b"\x05Laura" + b" " * 159)
    code, _, err = told("cartas", book, "--carpeta", tmp_path / "c", "--fecha", DAY)

    assert (code, "abierto" in err) == (3, True)
    assert not (tmp_path / "c").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(book, tmp_path, told):
    (tmp_path / "c").mkdir(mode=0o500)
    code, _, err = told("cartas", book, "--carpeta", tmp_path / "c", "--fecha", DAY)

    assert (code, "no se puede escribir" in err) == (3, True)


KILLED = """
import os, sys
from xl_cobranza.adapters.outbox.folder import Staging
from xl_cobranza.adapters.xlsx.book import XlsxBook
from xl_cobranza.faces.cli import run

owner, name, when = {"add": (Staging, "add", 2), "publish": (Staging, "publish", 1), "apply": (XlsxBook, "apply", 1)}[sys.argv[1]]
before, calls = sys.argv[2] == "before", []
whole = getattr(owner, name)

def dying(*arguments):
    calls.append(1)
    if before and len(calls) == when:
        os._exit(9)
    found = whole(*arguments)
    if len(calls) == when:
        os._exit(9)
    return found

setattr(owner, name, dying)
run(sys.argv[3:])
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", ["add", "publish", "apply"])
def test_a_run_that_dies_at_any_moment_is_made_good_by_the_next(book, tmp_path, told, step, moment):
    folder = tmp_path / "c"
    died = subprocess.run(
        [sys.executable, "-c", KILLED, step, moment, "cartas", book, "--carpeta", folder, "--fecha", DAY], check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert died.returncode == 9
    told("cartas", book, "--carpeta", folder, "--fecha", DAY)

    assert prepared(book) == ["ACME", "Panadería Sol", "Óptica Ñandú"]
    assert len(list(folder.glob("*.eml"))) == 3  # none is half, none is missing, none is there twice
    assert (folder / "indice.html").exists()


def test_the_statement_is_a_pdf_and_a_workbook_with_real_figures(book, tmp_path, told, told_json):
    folder = tmp_path / "estado"
    code, found = told_json(
        "estado-cuenta",
        book,
        "--cliente",
        "panaderia sol",
        "--carpeta",
        folder,
        "--fecha",
        DAY,
        "--formato",
        "pdf,xlsx",
    )

    assert (code, found["customer"], found["balances"]) == (0, "Panadería Sol", {"MXN": "2000.00", "USD": "1000.00"})
    pdf, sheet = (folder / name for name in found["files"])
    assert pdf.read_bytes().startswith(b"%PDF-")
    cells = [cell.value for row in load_workbook(sheet).worksheets[0].iter_rows() for cell in row]
    assert [v for v in dict.fromkeys(cells) if isinstance(v, float | int) and not isinstance(v, bool)] == [
        2500.5,
        500.5,
        2000.0,
        1000.0,
    ]
    assert not {"Motivo", "Perfil", "Prioridad"} & {*cells}
    again = tmp_path / "otra"
    told(
        "estado-cuenta", book, "--cliente", "Panadería Sol", "--carpeta", again, "--fecha", DAY, "--formato", "pdf,xlsx"
    )
    assert [path.read_bytes() for path in sorted(again.iterdir())] == [
        path.read_bytes() for path in sorted(folder.iterdir())
    ]


def test_the_words_and_the_tables_of_a_statement_say_the_same_and_its_doubts_are_told(
    tmp_path, told, told_json, monkeypatch
):
    sample = tmp_path / "cartera.xlsx"
    told("nuevo", sample, "--ejemplo")
    monkeypatch.setattr(as_of, "today", lambda _="": date(2026, 11, 27))  # the date typed there is a week old
    asked = (
        "estado-cuenta", sample, "--cliente", "Distribuidora Catrina", "--carpeta", tmp_path / "e", "--formato", "txt",
    )  # fmt: skip
    code, out, _ = told(*asked)
    code_json, found = told_json(*asked)
    written = (tmp_path / "e" / found["files"][0]).read_text("utf-8")

    assert "El saldo es de 75,000.40 MXN, de los que han vencido 25,000.40 MXN." in written
    assert "75,000.00" not in written
    assert (code, code_json) == (1, 1)
    assert [problem["kind"] for problem in found["problems"]] == ["old_cutoff_date"]
    assert found["problems"][0]["message"] in " ".join(out.split())


def test_a_statement_that_is_refused_says_so_in_the_same_object(book, tmp_path, told_json):
    code, found = told_json("estado-cuenta", book, "--cliente", "Nadie", "--carpeta", tmp_path / "e")

    assert (code, found["schema"], found["error"]["kind"]) == (3, 1, "customer_not_found")
    assert found["version"]


def test_a_name_that_looks_like_a_formula_stays_a_text(book, tmp_path, told_json):
    workbook = load_workbook(book)
    workbook["Facturas"]["B5"], workbook["Clientes"]["A4"] = "=HYPERLINK(1)", "=HYPERLINK(1)"
    for cell in (workbook["Facturas"]["B5"], workbook["Clientes"]["A4"]):
        cell.data_type = "s"
    workbook.save(book)
    _, found = told_json(
        "estado-cuenta",
        book,
        "--cliente",
        "=HYPERLINK(1)",
        "--carpeta",
        tmp_path / "e",
        "--fecha",
        DAY,
        "--formato",
        "xlsx",
    )
    sheet = load_workbook(tmp_path / "e" / found["files"][0]).worksheets[0]

    named = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [(cell.data_type, cell.quotePrefix) for cell in named] == [("s", True)]
