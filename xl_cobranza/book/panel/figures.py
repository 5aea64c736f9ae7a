"""The figures of a portfolio as the cells of the dashboard: the values of ours, and what its formulas come to."""

from collections.abc import Iterator, Mapping, Sequence  # noqa: I001 - the places of the cells in few lines
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from xl_cobranza.book.panel.places import (
    CURRENCIES, CUSTOMERS, DATED, DESK, DISPUTED, LEFT_OUT, NAMES, RANGES, RECOVERED, SPELLINGS, STEPS, VALUES,
)  # fmt: skip
from xl_cobranza.book.panel.sums import NO_ROW
from xl_cobranza.book.panel.ways import Ways
from xl_cobranza.book.port import Value
from xl_cobranza.domain.cash.ageing import bucket_key, unapplied_bucket
from xl_cobranza.domain.cash.money import ZERO
from xl_cobranza.domain.policy import CONCENTRATED, EXPECTED_WEEKS, Parameters
from xl_cobranza.domain.portfolio.owed import Owed
from xl_cobranza.domain.portfolio.portfolio import Figures, Portfolio
from xl_cobranza.domain.portfolio.work import Work
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.panel import say

_DASH: Final = "–"
_NEVER: Final = 1_000_000  # days
Shown = dict[str, Value]


def code(currency: str | None, language: str) -> str:
    """The currency as the person picks it."""
    return currency or say("no_currency", language)


def values(portfolio: Portfolio, ways: Ways, teller: Teller) -> Shown:
    """The values of ours, by the key of their cell; None is a blank cell."""
    shown: Shown = {"as_of": portfolio.as_of}
    shown |= {**dict(_buckets(portfolio.limits, teller)), **dict(_words(portfolio.limits, teller))}
    steps = portfolio.work.steps[:STEPS]
    for n in range(STEPS):
        shown[f"work.{n}.step"] = teller.stage(steps[n].step) if n < len(steps) else None
    more = [code(currency, teller.language) for currency in [*portfolio.figures][CURRENCIES:]]
    shown["more_currencies"] = (
        say("more_currencies", teller.language, count=len(more), codes=", ".join(more)) if more else None
    )
    pairs = zip_longest(range(CURRENCIES), [*portfolio.figures.items()][:CURRENCIES])
    for n, pair in pairs:
        column = _column(pair[0], pair[1], ways, teller) if pair else {}
        shown |= {f"data.{n}.{key}": column.get(key) for key, _ in VALUES}
    return shown


def results(portfolio: Portfolio, shown: Mapping[str, Value], picked: str, language: str) -> Shown:
    """What the formulas come to for the currency that was picked, `shown` being the values of ours."""
    codes = [code(currency, language) for currency in portfolio.figures][:CURRENCIES]
    place = codes.index(picked) if picked in codes else None
    found: Shown = {"picked.code": picked, "picked.place": "" if place is None else float(place + 1)}
    for key, _ in VALUES[1:]:
        value = None if place is None else shown[f"data.{place}.{key}"]
        found[f"picked.{key}"] = (NO_ROW if key.startswith("spelling") else "") if value is None else value
    figures = None if place is None else [*portfolio.figures.values()][place]
    found |= _ages(figures.owed if figures else _nothing(), found)
    found |= _weeks(figures, portfolio)
    found |= _work(portfolio)
    found |= _ratios(figures, found) | _changes(figures, found)
    found |= _top(figures.owed if figures else _nothing(), portfolio, found)
    for n, (one, name) in enumerate(zip_longest([*portfolio.figures.values()][:CURRENCIES], codes)):
        found |= _currency(n, name, one)
    for n in range(len(codes), CURRENCIES):
        found |= {f"currency.{n}.{key}": "" for key in ("code", "balance", "overdue", "share", "week", "dso")}
    return found


def at_birth(teller: Teller) -> tuple[Shown, Shown]:
    """Values and results of a dashboard that no run has filled yet, those of the policy by default."""
    nothing = Portfolio(date.min, Parameters().bucket_limits, {}, Work())
    shown = values(nothing, Ways(), teller)
    told = results(nothing, shown, "", teller.language)
    days: Shown = {f"week.{n}.day": "" for n in range(EXPECTED_WEEKS)}
    return shown | {"as_of": None}, told | days


def _nothing() -> Owed:
    return Owed(ZERO, ZERO, ZERO, ZERO, (ZERO,) * (RANGES + 2), (), 0, 0)


def _number(value: Decimal | int | None) -> Value:
    return None if value is None else float(value)


def _share(part: Decimal, whole: Decimal) -> float:
    return float(part / whole) if whole > 0 else 0.0


def _folded(ages: Sequence[Decimal]) -> list[Decimal]:
    """The ages (not due first) in the columns that there are, those beyond gathered in the last."""
    padded = [*ages, *[ZERO] * (RANGES + 1)]
    return [*padded[:RANGES], sum(padded[RANGES:], ZERO)]


def _buckets(limits: Sequence[int], teller: Teller) -> Iterator[tuple[str, Value]]:
    kept = tuple(limits[: RANGES - 1])
    last = unapplied_bucket(kept)
    for n in range(RANGES + 1):
        yield f"bucket.{n}", teller.bucket(bucket_key(n, kept)) if n < last else None
    yield f"bucket.{RANGES + 1}", teller.bucket("unapplied")


def _words(limits: Sequence[int], teller: Teller) -> Iterator[tuple[str, Value]]:
    """The criteria of formulas that depend on the language and on the policy."""
    for stage in (*LEFT_OUT, *DATED, DISPUTED):
        yield f"word.not.{stage}", f"<>{teller.stage(stage)}"
    yield f"word.is.{DISPUTED}", teller.stage(DISPUTED)
    yield "word.not.included", f"<>{teller.words.ACTIONS['included'].format(folio='*')}"
    yield from ((f"word.not.{step}", f"<>{teller.stage(step)}") for step in DESK)
    edges = [0, *limits[: RANGES - 1]]
    for n in range(RANGES):
        above = edges[n] if n < len(edges) else _NEVER
        yield f"word.above.{n}", f">{above}"
        yield f"word.upto.{n}", f"<={edges[n + 1] if n + 1 < len(edges) else _NEVER}"


def _column(currency: str | None, figures: Figures, ways: Ways, teller: Teller) -> Shown:
    """What only a run can say of one currency."""
    column: Shown = {
        "code": code(currency, teller.language),
        "unapplied": _number(figures.owed.unapplied_payments),
        "sales": _number(figures.sales),
        "count_back": _number(figures.count_back),
        "effectiveness": _number(figures.effectiveness),
        "kept_share": _number(figures.promises.kept_share),
        "waiting": _number(figures.promises.waiting),
        "undated_beside": _number(figures.expected.undated_beside),
        "balance_before": _number(figures.changes.balance_before),
        "overdue_before": _number(figures.changes.overdue_before),
        "newly_overdue": _number(figures.changes.newly_overdue),
        "collected": _number(figures.changes.collected),
        "newly_hard": _number(len(figures.changes.newly_hard)),
    }
    spelled = [*ways.currencies.get(currency, ())][:SPELLINGS]
    column |= {f"spelling.{n}": spelled[n] if n < len(spelled) else NO_ROW for n in range(SPELLINGS)}
    column |= {f"agreed.{n}": _number(amount) for n, amount in enumerate(figures.expected.by_agreement)}
    for n, customer in enumerate(figures.owed.customers[:CUSTOMERS]):
        column[f"customer.{n}.name"] = customer.customer
        written = zip(range(NAMES), ways.customers.get(customer.customer, ()), strict=False)
        column |= {f"customer.{n}.way.{m}": way for m, way in written}
    best = sorted(figures.recovery, key=lambda step: (-step.collected, -step.contacts, step.step))[:RECOVERED]
    for n, step in enumerate(best):
        name = teller.stage(step.step) if step.step else say("no_step", teller.language)
        column |= {f"step.{n}.name": name, f"step.{n}.contacts": float(step.contacts)}
        column[f"step.{n}.collected"] = _number(step.collected)
    return column


def _ages(owed: Owed, found: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Everybody, the largest customers, and the others."""
    ages = _folded(owed.buckets[:-1])
    yield "all.balance", float(owed.balance)
    yield "all.share", float(owed.gross > 0)
    yield "all.unapplied", float(owed.buckets[-1])
    rest, so_far = [*ages], ZERO
    for n in range(CUSTOMERS):
        shown = owed.customers[n] if n < len(owed.customers) else None
        yield f"owed.{n}.name", found[f"picked.customer.{n}.name"]
        if shown is None:
            yield from ((f"owed.{n}.{key}", "") for key in ("owed", "share", "so_far", *range(RANGES + 1)))
            continue
        mine = _folded(shown.buckets)
        so_far += shown.owed
        rest = [left - part for left, part in zip(rest, mine, strict=True)]
        yield f"owed.{n}.owed", float(shown.owed)
        yield f"owed.{n}.share", _share(shown.owed, owed.gross)
        yield f"owed.{n}.so_far", _share(so_far, owed.gross)
        yield from ((f"owed.{n}.{age}", float(amount)) for age, amount in enumerate(mine))
    yield "others.owed", float(sum(rest, ZERO))
    yield "others.share", _share(sum(rest, ZERO), owed.gross)
    yield from ((f"all.{age}", float(amount)) for age, amount in enumerate(ages))
    yield from ((f"others.{age}", float(amount)) for age, amount in enumerate(rest))


def _weeks(figures: Figures | None, portfolio: Portfolio) -> Iterator[tuple[str, Value]]:
    none = (ZERO,) * (EXPECTED_WEEKS + 1)
    due = figures.expected.by_due_date if figures else none
    agreed = figures.expected.by_agreement if figures else none
    for n in range(EXPECTED_WEEKS + 1):
        if n < EXPECTED_WEEKS:
            yield f"week.{n}.day", portfolio.as_of + timedelta(7 * n)
        yield f"week.{n}.due", float(due[n])
        yield f"week.{n}.agreed", float(agreed[n])
        yield f"week.{n}.total", float(due[n] + agreed[n])
    yield "undated", float(figures.expected.undated) if figures else 0.0


def _work(portfolio: Portfolio) -> Iterator[tuple[str, Value]]:
    steps = portfolio.work.steps
    for n in range(STEPS):
        yield f"work.{n}.actions", float(steps[n].actions) if n < len(steps) else ""
        yield f"work.{n}.rows", float(steps[n].rows) if n < len(steps) else ""
    yield "work.others.actions", float(sum(step.actions for step in steps[STEPS:]))
    yield "work.others.rows", float(sum(step.rows for step in steps[STEPS:]))


def _ratios(figures: Figures | None, found: Mapping[str, Value]) -> Shown:
    dso = figures.days_sales_outstanding if figures else None
    top = figures.owed.concentration(CONCENTRATED) if figures else ZERO
    dashed = {key: found[f"picked.{key}"] for key in ("count_back", "effectiveness", "kept_share")}
    return {
        "ratio.dso": _DASH if dso is None else float(dso),
        **{f"ratio.{key}": _DASH if value == "" else value for key, value in dashed.items()},
        "ratio.waiting": found["picked.waiting"] or 0.0,
        "ratio.top": float(top),
    }


def _changes(figures: Figures | None, found: Mapping[str, Value]) -> Shown:
    before = figures.changes if figures else None
    return {
        "change.balance": float(figures.owed.balance - before.balance_before) if figures and before else "",
        "change.overdue": float(figures.owed.overdue - before.overdue_before) if figures and before else "",
        **{
            f"change.{key}": found[f"picked.{key}"]
            for key in ("balance_before", "newly_overdue", "collected", "newly_hard")
        },
        **{
            f"recovery.{n}.{shown}": found[f"picked.step.{n}.{key}"]
            for n in range(RECOVERED)
            for shown, key in (("step", "name"), ("contacts", "contacts"), ("collected", "collected"))
        },
    }


def _top(owed: Owed, portfolio: Portfolio, found: Mapping[str, Value]) -> Shown:
    return {
        "kpi.balance": float(owed.balance),
        "kpi.overdue": float(owed.overdue),
        "kpi.share": _share(owed.overdue, owed.gross),
        "kpi.dso": found["ratio.dso"],
        "kpi.week": found["week.0.total"],
        "kpi.errands": float(portfolio.work.errands),
        "kpi.invoices": float(owed.invoices),
        "kpi.overdue_invoices": float(owed.overdue_invoices),
        "kpi.top": found["ratio.top"],
        "kpi.count_back": found["ratio.count_back"],
        "kpi.agreed": found["week.0.agreed"],
        "kpi.at_the_desk": float(portfolio.work.at_the_desk),
    }


def _currency(n: int, name: str, figures: Figures) -> Shown:
    owed, dso = figures.owed, figures.days_sales_outstanding
    return {
        f"currency.{n}.code": name,
        f"currency.{n}.balance": float(owed.balance),
        f"currency.{n}.overdue": float(owed.overdue),
        f"currency.{n}.share": _share(owed.overdue, owed.gross),
        f"currency.{n}.week": float(figures.expected.weeks[0]),
        f"currency.{n}.dso": _DASH if dso is None else float(dso),
    }
