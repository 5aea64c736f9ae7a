"""THE table of the dashboard: which figure stands where, and by which formula. To add a figure is to add a line."""

from collections.abc import Iterator, Mapping  # noqa: I001 - the letters of the columns in few lines
from typing import Final

from xl_cobranza.book import layout
from xl_cobranza.book.panel.cells import Block, Cell, Shape, across, at, down
from xl_cobranza.book.panel.places import (
    AS_OF, BOTTOM, CHOSEN, CURRENCIES, CUSTOMERS, DATA, DATED, DESK, DISPUTED, FIRST_CODE, FIRST_CURRENCY, FIRST_CUSTOMER,
    FIRST_WEEK, KPIS, LAST_CODE, LAST_ROW, LEFT_OUT, MIDDLE, MORE, NAMES, OTHERS, OWED, PICKED, RANGES, RECOVERED,
    ROWS, STEPS, TOTAL, UNDATED, VALUES, WORDS, B, C, D, E, F, G, H, I, J, K, L, M, picked, spelled, word,
)  # fmt: skip
from xl_cobranza.book.panel.sums import NO_ROW, OPEN, Criterion, Sums
from xl_cobranza.domain.policy import CONCENTRATED, EXPECTED_WEEKS, SALES_DAYS

_Shown = tuple[tuple[str, Shape, str], ...]

_ALL, _GROSS, _OVERDUE = at(TOTAL, E), f"SUM({across(TOTAL, G, K)})", f"SUM({across(TOTAL, H, K)})"
_PICKED: Final = spelled(PICKED)
_LATE: Final[Criterion] = ("days_overdue", '">0"')
_TO_DATE: Final[Criterion] = ("next_action_on", f'"<="&{at(*AS_OF)}')
_LEADS: Final[Criterion] = ("action", word("not.included"))
_ANY_STEP: Final[Criterion] = ("step", '"<>"')
_OWN_DAY: Final = tuple(("stage", word(f"not.{stage}")) for stage in (*DATED, DISPUTED))


def sums(where: Mapping[str, str]) -> Sums:
    """The formulas of a workbook whose ledger has its columns there («Facturas!$Y:$Y» by field)."""
    return Sums(where, [word(f"not.{stage}") for stage in LEFT_OUT])


def blocks(of: Sums) -> tuple[Block, ...]:
    """The whole dashboard, its formulas written for one workbook."""
    return (
        Block("head", (1, B), (1, M), (Cell(*AS_OF, "as_of", "date"),)),
        Block("kpis", (KPIS, B), (KPIS + 2, M), tuple(_kpis(of))),
        Block("owed", (OWED, B), (OTHERS, M), (*_ages(of), *_customers(of), *_others())),
        Block("expected", (MIDDLE, B), (UNDATED, E), tuple(_expected(of))),
        Block("work", (MIDDLE, F), (FIRST_WEEK + STEPS, I), tuple(_work(of))),
        Block("recovery", (MIDDLE, J), (FIRST_WEEK + RECOVERED - 1, M), tuple(_recovery())),
        Block("ratios", (BOTTOM, B), (BOTTOM + 6, D), tuple(_listed("ratio", D, _ratios()))),
        Block("changes", (BOTTOM, E), (BOTTOM + 6, G), tuple(_listed("change", G, _changes()))),
        Block("currencies", (BOTTOM, H), (MORE, M), tuple(_currencies(of))),
        Block("data", (DATA, B), (LAST_ROW, PICKED), tuple(_data())),
        Block("words", (DATA, J), (DATA + len(WORDS) - 1, K), tuple(_words())),
    )


def anywhere() -> tuple[Block, ...]:
    """The dashboard for whoever asks only where its cells are."""
    return blocks(sums({column.field: "" for column in layout.LEDGER.columns}))


def _share(part: str, whole: str) -> str:
    return f"IF({whole}>0,{part}/{whole},0)"


def _if_named(name: str, formula: str) -> str:
    return f'IF({name}="","",{formula})'


def _or_dash(cell: str) -> str:
    return f'IF({cell}="","–",{cell})'


def _days_of_sales(balance: str, sales: str) -> str:
    return f'IF({sales}>0,MAX({balance},0)*{SALES_DAYS}/{sales},"–")'


def _age(n: int) -> tuple[Criterion, Criterion]:
    return ("days_overdue", word(f"above.{n}")), ("days_overdue", word(f"upto.{n}"))


def _due_in_week(n: int) -> tuple[Criterion, ...]:
    """Due in the week so many weeks ahead, on its own due date; the last week has no end."""
    start: Criterion = ("days_overdue", f'"<={-7 * n}"')
    end: Criterion = ("days_overdue", f'">={-7 * n - 6}"')
    return (start, *_OWN_DAY) if n == EXPECTED_WEEKS else (start, end, *_OWN_DAY)


def _kpis(of: Sums) -> Iterator[Cell]:
    number, note = KPIS + 1, KPIS + 2
    errands = of.rows(_TO_DATE, _LEADS, _ANY_STEP, *(("step", word(f"not.{step}")) for step in DESK))
    yield Cell(number, B, "kpi.balance", "money", _ALL)
    yield Cell(number, D, "kpi.overdue", "money", _OVERDUE)
    yield Cell(number, F, "kpi.share", "share", _share(_OVERDUE, _GROSS))
    yield Cell(number, H, "kpi.dso", "days", at(BOTTOM + 1, D))
    yield Cell(number, J, "kpi.week", "money", at(FIRST_WEEK, E))
    yield Cell(number, L, "kpi.errands", "count", errands)
    yield Cell(note, B, "kpi.invoices", "count", of.number(_PICKED, OPEN))
    yield Cell(note, D, "kpi.overdue_invoices", "count", of.number(_PICKED, OPEN, _LATE))
    yield Cell(note, F, "kpi.top", "share", at(BOTTOM + 6, D))
    yield Cell(note, H, "kpi.count_back", "days", at(BOTTOM + 2, D))
    yield Cell(note, J, "kpi.agreed", "money", at(FIRST_WEEK, D))
    yield Cell(note, L, "kpi.at_the_desk", "count", f"SUM({down(H, FIRST_WEEK, FIRST_WEEK + STEPS)})-{at(number, L)}")


def _ages(of: Sums) -> Iterator[Cell]:
    yield from (Cell(OWED + 1, G + n, f"bucket.{n}", "text") for n in range(RANGES + 2))
    negative = of.total(_PICKED, ("balance", '"<0"'))
    yield Cell(TOTAL, E, "all.balance", "money", f"SUM({across(TOTAL, G, L)})")
    yield Cell(TOTAL, F, "all.share", "share", f"IF({_GROSS}>0,1,0)")
    yield Cell(TOTAL, G, "all.0", "money", f"{of.total(_PICKED, OPEN)}-{_OVERDUE}")
    for n in range(RANGES):
        yield Cell(TOTAL, H + n, f"all.{n + 1}", "money", of.total(_PICKED, OPEN, *_age(n)))
    yield Cell(TOTAL, L, "all.unapplied", "money", f"{negative}-N({picked('unapplied')})")


def _customers(of: Sums) -> Iterator[Cell]:
    for n in range(CUSTOMERS):
        row = FIRST_CUSTOMER + n
        name, late = at(row, B), f"SUM({across(row, H, K)})"
        so_far = _share(f"SUM({down(E, FIRST_CUSTOMER, row)})", _GROSS)
        yield Cell(row, B, f"owed.{n}.name", "text", picked(f"customer.{n}.name"))
        yield Cell(row, E, f"owed.{n}.owed", "money", _if_named(name, f"SUM({across(row, G, K)})"))
        yield Cell(row, F, f"owed.{n}.share", "share", _if_named(name, _share(at(row, E), _GROSS)))
        yield Cell(row, G, f"owed.{n}.0", "money", _if_named(name, f"{_owed_by(of, n)}-{late}"))
        for age in range(RANGES):
            yield Cell(row, H + age, f"owed.{n}.{age + 1}", "money", _if_named(name, _owed_by(of, n, *_age(age))))
        yield Cell(row, M, f"owed.{n}.so_far", "share", _if_named(name, so_far))


def _owed_by(of: Sums, customer: int, *criteria: Criterion) -> str:
    """Over each way in which the ledger writes the customer; most are written in one."""
    ways = [picked(f"customer.{customer}.way.{n}") for n in range(NAMES)]
    first, *others = (of.total(_PICKED, OPEN, ("customer", way), *criteria) for way in ways)
    return "+".join([first, *(f'IF({way}="",0,{text})' for way, text in zip(ways[1:], others, strict=True))])


def _others() -> Iterator[Cell]:
    yield Cell(OTHERS, E, "others.owed", "money", f"SUM({across(OTHERS, G, K)})")
    yield Cell(OTHERS, F, "others.share", "share", _share(at(OTHERS, E), _GROSS))
    for n in range(RANGES + 1):
        named = f"SUM({down(G + n, FIRST_CUSTOMER, OTHERS - 1)})"
        yield Cell(OTHERS, G + n, f"others.{n}", "money", f"{at(TOTAL, G + n)}-{named}")


def _expected(of: Sums) -> Iterator[Cell]:
    for n in range(EXPECTED_WEEKS + 1):
        row = FIRST_WEEK + n
        if n < EXPECTED_WEEKS:
            yield Cell(row, B, f"week.{n}.day", "date", _if_named(at(*AS_OF), f"{at(*AS_OF)}+{7 * n}"))
        yield Cell(row, C, f"week.{n}.due", "money", of.total(_PICKED, OPEN, *_due_in_week(n)))
        yield Cell(row, D, f"week.{n}.agreed", "money", f"N({picked(f'agreed.{n}')})")
        yield Cell(row, E, f"week.{n}.total", "money", f"{at(row, C)}+{at(row, D)}")
    late = of.total(_PICKED, OPEN, _LATE, *_OWN_DAY[:-1])
    disputed = of.total(_PICKED, OPEN, ("days_overdue", '"<=0"'), ("stage", word(f"is.{DISPUTED}")))
    yield Cell(UNDATED, E, "undated", "money", f"{late}+{disputed}+N({picked('undated_beside')})")


def _work(of: Sums) -> Iterator[Cell]:
    last = FIRST_WEEK + STEPS - 1
    for n in range(STEPS):
        row = FIRST_WEEK + n
        name = at(row, F)
        yield Cell(row, F, f"work.{n}.step", "text")
        yield Cell(row, H, f"work.{n}.actions", "count", _if_named(name, of.rows(("step", name), _TO_DATE, _LEADS)))
        yield Cell(row, I, f"work.{n}.rows", "count", _if_named(name, of.rows(("step", name), _TO_DATE)))
    actions, rows = of.rows(_ANY_STEP, _TO_DATE, _LEADS), of.rows(_ANY_STEP, _TO_DATE)
    yield Cell(last + 1, H, "work.others.actions", "count", f"{actions}-SUM({down(H, FIRST_WEEK, last)})")
    yield Cell(last + 1, I, "work.others.rows", "count", f"{rows}-SUM({down(I, FIRST_WEEK, last)})")


def _recovery() -> Iterator[Cell]:
    for n in range(RECOVERED):
        row = FIRST_WEEK + n
        yield Cell(row, J, f"recovery.{n}.step", "text", picked(f"step.{n}.name"))
        yield Cell(row, L, f"recovery.{n}.contacts", "count", picked(f"step.{n}.contacts"))
        yield Cell(row, M, f"recovery.{n}.collected", "money", picked(f"step.{n}.collected"))


def _listed(kind: str, column: int, shown: _Shown) -> Iterator[Cell]:
    for row, (key, shape, formula) in enumerate(shown, BOTTOM + 1):
        yield Cell(row, column, f"{kind}.{key}", shape, formula)


def _ratios() -> _Shown:
    top = f"SUM({down(E, FIRST_CUSTOMER, FIRST_CUSTOMER + CONCENTRATED - 1)})"
    return (
        ("dso", "days", _days_of_sales(_ALL, f"N({picked('sales')})")),
        ("count_back", "days", _or_dash(picked("count_back"))),
        ("effectiveness", "share", _or_dash(picked("effectiveness"))),
        ("kept_share", "share", _or_dash(picked("kept_share"))),
        ("waiting", "count", f"N({picked('waiting')})"),
        ("top", "share", _share(top, _GROSS)),
    )


def _changes() -> _Shown:
    before, late_before = picked("balance_before"), picked("overdue_before")
    return (
        ("balance_before", "money", before),
        ("balance", "money", _if_named(before, f"{_ALL}-{before}")),
        ("overdue", "money", _if_named(late_before, f"{_OVERDUE}-{late_before}")),
        ("newly_overdue", "money", picked("newly_overdue")),
        ("collected", "money", picked("collected")),
        ("newly_hard", "count", picked("newly_hard")),
    )


def _currencies(of: Sums) -> Iterator[Cell]:
    for n in range(CURRENCIES):
        row, column = FIRST_CURRENCY + n, FIRST_CODE + n
        ways, name, code = spelled(column), at(ROWS["code"], column), at(row, H)
        unapplied, sales, agreed = (f"N({at(ROWS[key], column)})" for key in ("unapplied", "sales", "agreed.0"))
        yield Cell(row, H, f"currency.{n}.code", "text", _if_named(name, name))
        figures: tuple[tuple[int, str, Shape, str], ...] = (
            (I, "balance", "money", f"{of.total(ways)}-{unapplied}"),
            (J, "overdue", "money", of.total(ways, OPEN, _LATE)),
            (K, "share", "share", _share(at(row, J), of.total(ways, OPEN))),
            (L, "week", "money", f"{of.total(ways, OPEN, *_due_in_week(0))}+{agreed}"),
            (M, "dso", "days", _days_of_sales(at(row, I), sales)),
        )
        for place, key, shape, formula in figures:
            yield Cell(row, place, f"currency.{n}.{key}", shape, _if_named(code, formula))
    yield Cell(MORE, H, "more_currencies", "text")


def _data() -> Iterator[Cell]:
    codes, first, chosen = across(DATA, FIRST_CODE, LAST_CODE), at(DATA, FIRST_CODE), at(*CHOSEN)
    place = at(LAST_ROW, PICKED)
    for key, shape in VALUES:
        row = ROWS[key]
        yield from (Cell(row, FIRST_CODE + n, f"data.{n}.{key}", shape) for n in range(CURRENCIES))
        found = f"INDEX({across(row, FIRST_CODE, LAST_CODE)},{place})"
        nothing = f'"{NO_ROW}"' if key.startswith("spelling") else '""'
        text = f'IFERROR(IF({found}="",{nothing},{found}),{nothing})'
        if key == "code":  # until somebody picks one, the first
            text = f'IF({chosen}<>"",{chosen},IF({first}="","",{first}))'
        yield Cell(row, PICKED, f"picked.{key}", shape, text)
    yield Cell(LAST_ROW, PICKED, "picked.place", "count", f'IFERROR(MATCH({at(DATA, PICKED)},{codes},0),"")')


def _words() -> Iterator[Cell]:
    yield from (Cell(DATA + n, K, f"word.{key}", "text") for n, key in enumerate(WORDS))
