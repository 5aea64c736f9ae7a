"""What every `Book` does: one suite, over the workbook in memory (the reference), the file, and one open in a program."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.contract.subjects import Content, InExcel, InFile, InMemory, InOffice
from xl_cobranza.book.port import (
    NOT_CALCULATED,
    AddColumn,
    AddSheet,
    AppendRow,
    CacheValue,
    CellError,
    Formula,
    Link,
    NewColumn,
    SetCell,
    TableInfo,
)
from xl_cobranza.errors import Refused

DAY, MOMENT = date(2026, 11, 22), datetime(2026, 11, 22, 18, 30)
MAIL, CALL, PAGE = "mailto:ana@b.mx?subject=R%26D&cc=x@y.mx", "tel:+525512345678", "https://pagos.mx/1?a=b&c=%22"
HEADINGS = ["Folio", "Cliente", "Vencimiento", "Importe"]
LEDGER = [HEADINGS, ["001", "Ana", DAY, 1500.5], ["002", "Luis", date(2026, 1, 31), -20.0]]
TABLE = TableInfo("Facturas", "Facturas", 1, 3, 1, 4, 0)


@pytest.fixture(params=["memory", "file", "live", pytest.param("office", marks=pytest.mark.calc)])
def make(request, tmp_path):
    """Makes a subject of a content."""
    if request.param == "office":
        office = request.getfixturevalue("office")
        yield lambda content: InOffice(content, tmp_path, office)
        office.close_books()
        return
    yield {
        "memory": InMemory,
        "file": lambda content: InFile(content, tmp_path),
        "live": lambda content: InExcel(content, tmp_path),
    }[request.param]


WITH_TABLE = Content({"Facturas": LEDGER, "Notas": [["hola"]]}, [TABLE], {"FechaCorte": "Notas!$A$1"})


@pytest.fixture
def ledger(make):
    return make(WITH_TABLE)


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    """Makes a subject that stores what formulas came to; an open program calculates them itself."""
    return InMemory if request.param == "memory" else lambda content: InFile(content, tmp_path)


@pytest.fixture
def stored(store):
    return store(WITH_TABLE)


def apply(subject, *patches):
    book = subject.book()
    return book.apply(patches, book.digest())


def column(subject, sheet, at, first, last):
    return subject.book().read(sheet).column(at, first, last)


def add_column(**changes):
    values = ["recordatorio", None]
    patch = AddColumn("Facturas", "Facturas", 1, 5, "Etapa", "_cobranza.stage", values, "text", 2)
    return patch._replace(**changes)


def test_values_of_every_kind_are_read_as_a_program_sees_them(make):
    values = ["texto", "007", " espacios ", "1\n2", 1.0, -0.1, 1e21, True, False, DAY, MOMENT, CellError("#N/A")]
    grid = make(Content({"Hoja": [values]})).book().read("Hoja")

    assert [grid.column(at, 1, 1)[0] for at in range(1, len(values) + 1)] == values
    assert [type(grid.column(at, 1, 1)[0]) for at in range(1, len(values) + 1)] == [type(value) for value in values]


def test_days_are_the_same_in_the_date_system_of_1904(make):
    subject = make(Content({"Hoja": [[DAY, MOMENT, 46348.0]]}, date1904=True))

    assert subject.book().read("Hoja").row(1) == {1: DAY, 2: MOMENT, 3: 46348.0}
    apply(subject, SetCell("Hoja", 1, 1, date(2026, 12, 31)))
    assert subject.book().read("Hoja").row(1)[1] == date(2026, 12, 31)


def test_a_grid_knows_its_extent_its_rows_and_its_columns(make):
    grid = make(Content({"Hoja": [[None], [None, "a", None, 2.0], [], [None, "b"]]})).book().read("Hoja")

    assert (grid.rows, grid.columns) == (4, 4)
    assert grid.row(2) == {2: "a", 4: 2.0}
    assert grid.column(2, 1, 5) == [None, "a", None, "b", None]
    assert grid.column(9, 1, 2) == [None, None]
    assert grid.column(2, 3, 2) == []


def test_an_empty_sheet_has_no_rows(make):
    grid = make(Content({"Hoja": []})).book().read("Hoja")

    assert (grid.rows, grid.columns, grid.row(1)) == (0, 0, {})


def test_formulas_show_their_stored_result(make):
    content = Content(
        {"Hoja": [[2.0, 4.0, "x", None]]},
        formulas={("Hoja", 1, 2): "=A1*2", ("Hoja", 1, 3): '="x"'},
    )
    grid = make(content).book().read("Hoja")

    assert grid.column(2, 1, 1) == [4.0]
    assert grid.column(3, 1, 1) == ["x"]
    assert (grid.formulas(1), grid.formulas(2)) == (frozenset(), frozenset({1}))


def test_a_formula_without_a_stored_result_says_so(store):
    subject = store(Content({"Hoja": [["a", None]]}, formulas={("Hoja", 1, 2): "=1+1"}))
    if isinstance(subject, InFile):
        without_results(subject.path)

    assert subject.book().read("Hoja").column(2, 1, 1) == [NOT_CALCULATED]
    assert subject.book().read("Hoja").columns == 2


def test_sheets_tables_and_names_are_told(ledger):
    book = ledger.book()

    assert tuple(book.sheets) == ("Facturas", "Notas")
    assert tuple(book.tables) == (TABLE,)
    assert book.names["FechaCorte"] == "Notas!$A$1"


def test_a_sheet_that_is_not_there_is_refused(ledger):
    with pytest.raises(Refused, match="no_such_sheet"):
        ledger.book().read("Otra")


@pytest.mark.parametrize("value", ["texto", "=1+1", "007", 12.5, Decimal("0.10"), 7, True, DAY, MOMENT, None])
def test_a_cell_that_is_set_is_read_back(ledger, value):
    applied = apply(ledger, SetCell("Facturas", 2, 2, value))

    assert applied.changed_cells == 1
    assert column(ledger, "Facturas", 2, 1, 3) == [
        "Cliente",
        float(value) if type(value) in (int, Decimal) else value,
        "Luis",
    ]
    assert ledger.book().read("Facturas").formulas(2) == frozenset()


def test_the_same_values_change_nothing(ledger):
    patches = [SetCell("Facturas", row, at, v) for row, cells in enumerate(LEDGER, 1) for at, v in enumerate(cells, 1)]

    applied = apply(ledger, *patches)

    assert (applied.changed_cells, applied.saved_to) == (0, None)


def test_no_patches_change_nothing(ledger):
    assert apply(ledger).saved_to is None


def test_a_new_column_grows_its_table_and_is_owned(ledger):
    applied = apply(
        ledger,
        add_column(),
        add_column(column=6, heading="Saldo", owner_name="_cobranza.balance", values=[1.0, 2.0], look="money", like=4),
    )

    book = ledger.book()
    assert applied.changed_cells == 2 + 3
    assert book.tables[0] == TABLE._replace(last_column=6)
    assert column(ledger, "Facturas", 5, 1, 3) == ["Etapa", "recordatorio", None]
    assert column(ledger, "Facturas", 6, 1, 3) == ["Saldo", 1.0, 2.0]
    assert book.names["_cobranza.stage"] == "Facturas!$E$1"
    assert book.names["_cobranza.balance"] == "Facturas!$F$1"
    assert book.names["_cobranza.esquema"] == "1"
    assert book.names["FechaCorte"] == "Notas!$A$1"


def test_a_new_column_beside_a_plain_range_leaves_the_tables_alone(make):
    subject = make(Content({"Cartera 2026": [[], *LEDGER]}))

    apply(
        subject, add_column(sheet="Cartera 2026", table=None, heading_row=2, column=6, look="date", values=[DAY, None])
    )

    assert column(subject, "Cartera 2026", 6, 1, 4) == [None, "Etapa", DAY, None]
    assert subject.book().names["_cobranza.stage"] == "'Cartera 2026'!$F$2"


def test_a_new_row_grows_its_table(ledger):
    apply(
        ledger,
        AppendRow("Facturas", "Facturas", 4, {1: "003", 3: DAY}),
        AppendRow("Facturas", "Facturas", 5, {1: "004", 4: 9.0}),
    )

    assert ledger.book().tables[0] == TABLE._replace(last_row=5)
    assert ledger.book().read("Facturas").row(4) == {1: "003", 3: DAY}
    assert ledger.book().read("Facturas").row(5) == {1: "004", 4: 9.0}


def test_a_new_row_may_fill_the_blank_one_of_an_empty_table(make):
    table = TABLE._replace(last_row=2)
    subject = make(Content({"Facturas": [HEADINGS]}, [table]))

    apply(subject, AppendRow("Facturas", "Facturas", 2, {1: "001", 3: DAY}))

    assert subject.book().tables == (table,)
    assert subject.book().read("Facturas").row(2) == {1: "001", 3: DAY}


def test_a_new_row_without_a_table(make):
    subject = make(Content({"Pagos": LEDGER}))

    apply(subject, AppendRow("Pagos", None, 4, {1: "003", 3: DAY}))

    assert subject.book().read("Pagos").row(4) == {1: "003", 3: DAY}


def test_a_new_sheet_is_last_and_holds_a_table(ledger):
    columns = [
        NewColumn("Id", "text", 9),
        NewColumn("Fecha", "date", 12),
        NewColumn("Saldo", "money", 14, "_cobranza.x.y"),
    ]
    rows = [["G-1", DAY, 1.5], ["G-2", None, None]]

    apply(ledger, AddSheet("Gestiones", "Gestiones", columns, rows), AddSheet("Pagos", "Pagos", columns[:2], []))

    book = ledger.book()
    assert tuple(book.sheets) == ("Facturas", "Notas", "Gestiones", "Pagos")
    assert book.tables[1:] == (
        TableInfo("Gestiones", "Gestiones", 1, 3, 1, 3, 0),
        TableInfo("Pagos", "Pagos", 1, 2, 1, 2, 0),
    )
    assert [book.read("Gestiones").row(row) for row in (1, 2, 3)] == [
        {1: "Id", 2: "Fecha", 3: "Saldo"},
        {1: "G-1", 2: DAY, 3: 1.5},
        {1: "G-2"},
    ]
    assert book.names["_cobranza.x.y"] == "Gestiones!$C$1"


LOG = [["Hoy es", DAY], [], ["Id", "Fecha", "Nota"], []]
PATTERNS = Content(
    {"Gestiones": LOG, "Aviso": [["Total", 3.0]]},
    [TableInfo("Gestiones", "Gestiones", 3, 4, 1, 3, 0)],
    {"FechaCorte": "Gestiones!$B$1", "_cobranza.x.y": "Gestiones!$C$3", "Otro": "Aviso!$A$1"},
    {("Aviso", 1, 2): "=1+2"},
    links={("Aviso", 1, 1): "https://aviso.mx/"},
)
PATTERN = AddSheet(
    "Gestiones", "Gestiones", [NewColumn("Nota", "text", 9), NewColumn("Id", "text", 9)], [], "Gestiones"
)


@pytest.fixture
def with_patterns(make):
    return make(Content({"Facturas": LEDGER}, [TABLE], patterns=PATTERNS))


def test_a_sheet_after_a_pattern_has_all_that_the_pattern_has(with_patterns):
    applied = apply(with_patterns, PATTERN, AddSheet("Aviso", "", [], [], "Aviso"))

    book = with_patterns.book()
    assert applied.changed_cells == 0
    assert applied.saved_to
    assert tuple(book.sheets) == ("Facturas", "Gestiones", "Aviso")
    assert book.tables[1:] == (TableInfo("Gestiones", "Gestiones", 3, 4, 1, 3, 0),)
    assert [book.read("Gestiones").row(row) for row in (1, 3)] == [
        {1: "Hoy es", 2: DAY},
        {1: "Id", 2: "Fecha", 3: "Nota"},
    ]
    assert (book.read("Aviso").row(1), book.read("Aviso").formulas(2)) == ({1: "Total", 2: 3.0}, frozenset({1}))
    assert book.links("Aviso") == {(1, 1): "https://aviso.mx/"}
    assert {name: book.names[name] for name in ("FechaCorte", "_cobranza.x.y", "_cobranza.esquema", "Otro")} == {
        "FechaCorte": "Gestiones!$B$1",
        "_cobranza.x.y": "Gestiones!$C$3",
        "_cobranza.esquema": "1",
        "Otro": "Aviso!$A$1",
    }


def test_rows_go_below_the_headings_of_the_pattern_that_they_belong_to(with_patterns):
    rows = [[Link("llamar", "tel:+525512345678"), "G-1"], ["nada", "G-2"], [None, Formula('"G-"&3', "G-3")]]
    applied = apply(with_patterns, PATTERN._replace(rows=rows))

    book = with_patterns.book()
    assert applied.changed_cells == 5
    assert book.tables[1] == TableInfo("Gestiones", "Gestiones", 3, 6, 1, 3, 0)
    assert [book.read("Gestiones").row(row) for row in (4, 5, 6)] == [
        {1: "G-1", 3: "llamar"},
        {1: "G-2", 3: "nada"},
        {1: "G-3"},
    ]
    assert book.links("Gestiones") == {(4, 3): "tel:+525512345678"}
    assert book.read("Gestiones").formulas(1) == frozenset({6})


def test_a_plan_writes_in_the_sheets_it_adds(with_patterns):
    plain = AddSheet("Pagos", "Pagos", [NewColumn("Id", "text", 9)], [["P-1"]])
    applied = apply(
        with_patterns,
        plain,
        PATTERN._replace(rows=[["a", "G-1"]]),
        SetCell("Gestiones", 1, 1, "Para hoy"),
        SetCell("Gestiones", 1, 2, date(2026, 12, 1)),
        SetCell("Gestiones", 2, 1, Link("Ana", MAIL)),
        SetCell("Gestiones", 4, 2, DAY),
        AppendRow("Gestiones", "Gestiones", 5, {1: Formula("1+1", 2.0)}),
        SetCell("Pagos", 2, 1, "P-2"),
        SetCell("Pagos", 9, 1, "nota"),
    )

    book = with_patterns.book()
    assert applied.changed_cells == 2 + 2 + 4 + 1 + 2
    assert [book.read("Gestiones").row(row) for row in (1, 2, 4, 5)] == [
        {1: "Para hoy", 2: date(2026, 12, 1)},
        {1: "Ana"},
        {1: "G-1", 2: DAY, 3: "a"},
        {1: 2.0},
    ]
    assert book.links("Gestiones") == {(2, 1): MAIL}
    assert (book.read("Pagos").row(2), book.read("Pagos").row(9)) == ({1: "P-2"}, {1: "nota"})


def test_the_same_cells_set_again_in_a_sheet_after_a_pattern_change_nothing(with_patterns):
    cells = SetCell("Gestiones", 1, 1, "Hoy es"), SetCell("Gestiones", 2, 1, Link("Ana", MAIL))
    assert apply(with_patterns, PATTERN, *cells).changed_cells == 1

    assert apply(with_patterns, *cells).saved_to is None


@pytest.mark.parametrize("value", [Formula("2+2", 4.0), Formula("1+2", 5.0), Link("Ana", MAIL), "texto", 3.0, None])
def test_the_plan_that_adds_a_sheet_writes_over_its_formulas_and_no_later_one(with_patterns, value):
    applied = apply(with_patterns, AddSheet("Aviso", "", [], [], "Aviso"), SetCell("Aviso", 1, 2, value))

    shown = value.result if isinstance(value, Formula) else value
    if isinstance(with_patterns, InExcel | InOffice) and value == Formula(
        "1+2", 5.0
    ):  # the formula is there, and counts for itself
        assert (applied.changed_cells, column(with_patterns, "Aviso", 2, 1, 1)) == (0, [3.0])
        return
    assert applied.changed_cells == 1
    assert column(with_patterns, "Aviso", 2, 1, 1) == [shown]
    is_formula = isinstance(value, Formula)
    assert with_patterns.book().read("Aviso").formulas(2) == (frozenset({1}) if is_formula else frozenset())
    assert apply(with_patterns, SetCell("Aviso", 1, 2, value)).saved_to is None
    if is_formula:
        with pytest.raises(Refused, match="formula_in_the_way"):
            apply(with_patterns, SetCell("Aviso", 1, 2, Formula("7+7", 14.0)))


def test_a_sheet_after_a_pattern_may_be_called_otherwise(with_patterns):
    apply(with_patterns, PATTERN._replace(name="Gestiones de Ana"))

    book = with_patterns.book()
    assert tuple(book.sheets) == ("Facturas", "Gestiones de Ana")
    assert book.names["FechaCorte"] == "'Gestiones de Ana'!$B$1"
    assert book.tables[1].sheet == "Gestiones de Ana"


def test_a_name_of_theirs_stays_theirs_unless_it_means_nothing_any_more(make):
    names = {"FechaCorte": "Facturas!$A$1", "_cobranza.x.y": "Facturas!#REF!"}
    subject = make(Content({"Facturas": LEDGER}, [TABLE], names, patterns=PATTERNS))
    apply(subject, PATTERN)

    assert subject.book().names["FechaCorte"] == "Facturas!$A$1"
    assert subject.book().names["_cobranza.x.y"] == "Gestiones!$C$3"


@pytest.mark.parametrize(
    ("kind", "patch"),
    [
        ("sheet_exists", PATTERN._replace(name="FACTURAS")),
        ("table_exists", PATTERN._replace(name="Otra")),
        ("no_such_sheet", PATTERN._replace(pattern="Nada")),
    ],
)
def test_a_pattern_that_has_no_place_is_refused_whole(make, kind, patch):
    subject = make(Content({"Facturas": LEDGER}, [TABLE._replace(name="Gestiones")], patterns=PATTERNS))
    before = subject.book().digest()

    with pytest.raises(Refused, match=kind):
        apply(subject, SetCell("Facturas", 2, 2, "no debe verse"), patch)
    assert subject.book().digest() == before


def test_a_fresh_result_of_a_formula_keeps_the_formula(store):
    subject = store(Content({"Hoja": [[2.0, 4.0]]}, formulas={("Hoja", 1, 2): "=A1*2"}))

    applied = apply(subject, CacheValue("Hoja", 1, 2, 5.0))

    assert applied.changed_cells == 1
    assert column(subject, "Hoja", 2, 1, 1) == [5.0]
    assert subject.book().read("Hoja").formulas(2) == frozenset({1})


@pytest.mark.parametrize("url", [MAIL, CALL, PAGE, "HTTPS://PAGOS.MX/#folio"])
def test_a_link_is_written_with_its_text_and_read_back(ledger, url):
    applied = apply(ledger, SetCell("Facturas", 2, 2, Link("Ana & <Hijos>", url)))

    assert applied.changed_cells == 1
    assert column(ledger, "Facturas", 2, 2, 3) == ["Ana & <Hijos>", "Luis"]
    assert ledger.book().links("Facturas") == {(2, 2): url}
    assert ledger.book().links("Notas") == {}


def test_the_same_link_changes_nothing_and_another_one_changes_its_cell(ledger):
    apply(ledger, SetCell("Facturas", 2, 2, Link("Ana", MAIL)), SetCell("Facturas", 3, 2, Link("Luis", CALL)))

    assert apply(ledger, SetCell("Facturas", 2, 2, Link("Ana", MAIL))).saved_to is None
    assert apply(ledger, SetCell("Facturas", 2, 2, Link("Ana", PAGE))).changed_cells == 1
    assert ledger.book().links("Facturas") == {(2, 2): PAGE, (3, 2): CALL}
    assert column(ledger, "Facturas", 2, 2, 3) == ["Ana", "Luis"]


@pytest.mark.parametrize("value", ["Ana", "otra", None, 5.0])
def test_what_is_written_without_a_link_has_none(ledger, value):
    apply(ledger, SetCell("Facturas", 2, 2, Link("Ana", MAIL)), SetCell("Facturas", 3, 2, Link("Luis", MAIL)))

    assert apply(ledger, SetCell("Facturas", 2, 2, value)).changed_cells == 1
    assert ledger.book().links("Facturas") == {(3, 2): MAIL}
    assert column(ledger, "Facturas", 2, 2, 3) == [value, "Luis"]
    assert apply(ledger, SetCell("Facturas", 2, 2, value)).saved_to is None


def test_links_of_the_users_are_told_and_stay(make):
    links = {("Facturas", 2, 2): "https://ana.mx/", ("Facturas", 3, 2): "http://luis.mx/a?b=c#d"}
    subject = make(Content({"Facturas": LEDGER}, [TABLE], links=links))
    apply(subject, SetCell("Facturas", 2, 1, Link("001", PAGE)), AppendRow("Facturas", "Facturas", 4, {1: "003"}))

    told = {(2, 1): PAGE, (2, 2): "https://ana.mx/", (3, 2): "http://luis.mx/a?b=c#d"}
    assert subject.book().links("Facturas") == told


def test_rows_and_sheets_hold_links_and_formulas_too(ledger):
    values = [Link("G-1", MAIL), Formula("1+1", 2.0)]
    columns = [NewColumn("Id", "text", 9), NewColumn("Suma", "money", 12)]
    applied = apply(
        ledger,
        AppendRow("Facturas", "Facturas", 4, {1: Link("003", CALL), 4: Formula("SUM(D2:D3)", 1480.5)}),
        AddSheet("Gestiones", "Gestiones", columns, [values, [Link("G-2", MAIL), None]]),
    )

    book = ledger.book()
    assert applied.changed_cells >= 2 + 2 + 3
    assert book.links("Facturas") == {(4, 1): CALL}
    assert book.links("Gestiones") == {(2, 1): MAIL, (3, 1): MAIL}
    assert (book.read("Gestiones").row(2), book.read("Gestiones").row(3)) == ({1: "G-1", 2: 2.0}, {1: "G-2"})
    assert (book.read("Gestiones").formulas(2), book.read("Facturas").formulas(4)) == (frozenset({2}), frozenset({4}))


@pytest.mark.parametrize("result", ["total & <resto>", 12.5, 7, True, False, DAY])
def test_a_formula_is_read_back_as_its_result(stored, result):
    formula = Formula('IF(D2>0,"a & b",COUNTIFS(A2:A3,"<>x"))', result)

    assert apply(stored, SetCell("Facturas", 2, 4, formula)).changed_cells == 1
    (shown,) = column(stored, "Facturas", 4, 2, 2)
    assert shown == (float(result) if type(result) is int else result)
    assert type(shown) is (float if type(result) is int else type(result))
    assert stored.book().read("Facturas").formulas(4) == frozenset({2})
    assert apply(stored, SetCell("Facturas", 2, 4, formula)).saved_to is None


def test_a_formula_without_a_result_waits_for_excel(stored):
    formula = Formula("D2*2", None)
    apply(stored, SetCell("Facturas", 2, 4, formula))

    assert column(stored, "Facturas", 4, 2, 2) == [NOT_CALCULATED]
    assert apply(stored, SetCell("Facturas", 2, 4, formula)).saved_to is None
    assert apply(stored, SetCell("Facturas", 2, 4, Formula("D2*2", 3001.0))).changed_cells == 1
    assert column(stored, "Facturas", 4, 2, 2) == [3001.0]
    assert apply(stored, SetCell("Facturas", 2, 4, formula)).saved_to is None


def test_a_formula_of_ours_takes_a_fresh_result_and_gives_way_to_no_other(stored):
    apply(stored, SetCell("Facturas", 2, 4, Formula("D3*2", -40.0)))

    assert apply(stored, SetCell("Facturas", 2, 4, Formula("D3*2", "nada"))).changed_cells == 1
    assert column(stored, "Facturas", 4, 2, 2) == ["nada"]
    for other in (Formula("D3*3", -60.0), 5.0, None):
        with pytest.raises(Refused, match="formula_in_the_way"):
            apply(stored, SetCell("Facturas", 2, 4, other))
    assert apply(stored, SetCell("Facturas", 2, 4, "nada")).saved_to is None


def test_what_was_read_after_applying_is_what_was_written(ledger):
    book = ledger.book()
    book.apply([SetCell("Facturas", 2, 2, "Otra")], book.digest())

    assert book.read("Facturas").row(2)[2] == "Otra"
    book.apply([SetCell("Facturas", 2, 2, "Y otra")], book.digest())
    assert column(ledger, "Facturas", 2, 2, 2) == ["Y otra"]


def test_a_plan_made_before_somebody_changed_the_book_is_refused(ledger):
    book = ledger.book()
    book.read("Facturas")
    seen = book.digest()
    apply(ledger, SetCell("Facturas", 2, 2, "Otra"))

    with pytest.raises(Refused, match="changed_meanwhile"):
        book.apply([SetCell("Facturas", 3, 2, "Mía")], seen)
    assert column(ledger, "Facturas", 2, 2, 3) == ["Otra", "Luis"]


REFUSALS = {
    "a column where a cell is taken": ("no_room", add_column(column=4)),
    "a column below whose heading something stands": (
        "no_room",
        add_column(column=2, heading_row=5, values=[], table=None, sheet="Facturas")._replace(heading_row=2),
    ),
    "a column inside another table": ("no_room", add_column(sheet="Notas", table=None, column=2)),
    "a column beside whose totals row something stands": (
        "no_room",
        add_column(sheet="Notas", table="Resumen", column=3),
    ),
    "a heading that the table has": ("heading_exists", add_column(heading="folio")),
    "a table that is not there": ("no_such_table", add_column(table="Otra")),
    "a sheet that is not there": ("no_such_sheet", add_column(sheet="Otra")),
    "a column beyond the last": ("sheet_full", add_column(column=16385)),
    "a row below the last": ("sheet_full", AppendRow("Facturas", None, 1_048_577, {1: "x"})),
    "a row where a cell is taken": ("no_room", AppendRow("Facturas", None, 3, {1: "x"})),
    "a row below a totals row": ("table_has_totals", AppendRow("Notas", "Resumen", 5, {1: "x"})),
    "a sheet that is there": ("sheet_exists", AddSheet("FACTURAS", "T", [NewColumn("Id", "text", 9)], [])),
    "a table name that is taken": ("table_exists", AddSheet("T", "FACTURAS", [NewColumn("Id", "text", 9)], [])),
    "a value where a formula stands": ("formula_in_the_way", SetCell("Notas", 6, 1, "x")),
    "a formula where another stands": ("formula_in_the_way", SetCell("Notas", 6, 1, Formula("2+4", 6.0))),
    "a link to a file": ("unsafe_link", SetCell("Notas", 5, 1, Link("x", "file:///c:/x.exe"))),
    "a link without https": ("unsafe_link", AppendRow("Notas", None, 7, {1: Link("x", "http://a.mx")})),
    "a link to a program": (
        "unsafe_link",
        AddSheet("T", "T", [NewColumn("Id", "text", 9)], [[Link("x", "javascript:alert(1)")]]),
    ),
}


@pytest.mark.parametrize(("kind", "patch"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_written_is_refused_whole(make, kind, patch):
    notes = [["Mes", "Suma"], ["ene", 1.0], ["feb", 2.0], ["Total", 3.0, "!"], [], [5.0]]
    tables = [TABLE, TableInfo("Resumen", "Notas", 1, 4, 1, 2, 1)]
    subject = make(Content({"Facturas": LEDGER, "Notas": notes}, tables, formulas={("Notas", 6, 1): "=2+3"}))
    before = subject.book().digest()

    with pytest.raises(Refused, match=kind):
        apply(subject, SetCell("Facturas", 2, 2, "no debe verse"), patch)

    assert subject.book().digest() == before
    assert subject.book().read("Facturas").row(2)[2] == "Ana"


def without_results(path):
    """Take the stored results out of a file, as programs do that cannot calculate."""
    import re
    from zipfile import ZipFile

    with ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data) if "/sheet" in name else data)
