"""What is shown in any usual way is read back as it was; what could be read in two ways is never read."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from xl_cobranza.book import words
from xl_cobranza.book.typed.amounts import read_amount, read_rate
from xl_cobranza.book.typed.dates import FIRST, LAST, MONTHS, read_date
from xl_cobranza.book.typed.fault import Fault
from xl_cobranza.book.typed.text import read_text
from xl_cobranza.book.typed.values import read_column

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
days = st.dates(FIRST, LAST)
spaces = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u200b"])
SPANISH = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def written(amount: Decimal, thousands: str, decimals: str) -> str:
    return f"{abs(amount):,.2f}".replace(",", "T").replace(".", decimals).replace("T", thousands)


@given(
    amounts,
    st.sampled_from([(".", ","), (",", "."), (" ", ","), ("'", "."), ("", ","), ("", "."), ("\u00a0", ",")]),
    st.data(),
)
def test_an_amount_is_read_back_in_every_convention(amount, convention, data):
    text = written(amount, *convention)
    sign = data.draw(st.sampled_from(["-{}", "({})", "{}-", "- {}"])) if amount < 0 else "{}"
    around = data.draw(st.sampled_from(["{}", "$ {}", "{} €", "US$ {}", "{} MXN", "${} M.N.", "EUR {}"]))

    assert read_amount(sign.format(around.format(text))) == amount
    assert read_amount(around.format(sign.format(text))) == amount


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([".", ","]), spaces)
def test_three_digits_behind_one_separator_are_never_guessed(whole, rest, separator, space):
    read = read_amount(f"{space}{whole}{separator}{rest:03d}{space}")

    assert isinstance(read, Fault)
    assert read.kind == "ambiguous_amount"


@given(st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True))
def test_a_number_enters_through_its_shortest_form(number):
    assert read_amount(number) == Decimal(repr(number))
    assert "e" not in read_text(number).lower()


@given(st.floats(min_value=1e15, allow_nan=False), st.sampled_from([1, -1]))
def test_what_no_cell_can_hold_to_the_cent_is_no_amount(number, sign):
    assert read_amount(sign * number).kind == "not_an_amount"


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_rate_is_the_same_as_a_fraction_and_as_a_percentage(percent):
    assert read_rate(f"{percent} %".replace(".", ",")) == read_rate(float(percent / 100)) == percent / 100


@given(days, st.sampled_from(["/", "-", "."]), st.data())
def test_a_date_is_read_back_day_first_however_it_is_shown(day, separator, data):
    month = data.draw(st.sampled_from([name for name, number in MONTHS.items() if number == day.month]))
    shown = data.draw(
        st.sampled_from(
            [
                f"{day:%d{separator}%m{separator}%Y}",
                f"{day.day}{separator}{day.month}{separator}{day.year}",
                day.isoformat(),
                f"{day:%Y%m%d}",
                f"{day.isoformat()}T00:00:00",
                f"{day.day} de {SPANISH[day.month - 1]} de {day.year}",
                f"{day.day:02d}{separator}{month}{separator}{day.year}",
                f"{month.upper()} {day.day}, {day.year}",
            ]
        )
    )

    assert read_date(data.draw(spaces) + shown + data.draw(spaces)) == day


@given(days)
def test_a_serial_is_the_day_that_excel_means(day):
    assert read_date(float((day - date(1899, 12, 30)).days)) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_digits_of_a_year_are_of_this_century(day):
    assert read_date(f"{day:%d-%m-%y}") == day


@given(days)
def test_a_month_behind_the_day_is_never_taken_for_it(day):
    assume(day.day > 12)

    assert read_date(f"{day:%m/%d/%Y}") == Fault("impossible_date", f"{day:%m/%d/%Y}")


@given(st.one_of(st.dates(max_value=FIRST - timedelta(1)), st.dates(min_value=LAST + timedelta(1))))
def test_a_day_outside_the_range_is_told(day):
    assert read_date(day) == Fault("date_out_of_range", day.isoformat())


@given(st.text())
def test_no_text_makes_a_reader_fall_over(text):
    for read in (read_amount, read_rate, read_date):
        read(text)


@given(st.lists(st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=3), st.dates())))
def test_a_column_is_read_as_its_cells_are_one_by_one(cells):
    column = read_column(cells, read_amount)

    for i, cell in enumerate(cells):
        alone = read_column([cell], read_amount)
        assert (column.values[i], column.faults.get(i)) == (alone.values[0], alone.faults.get(0))


def test_a_logical_value_is_not_taken_for_the_number_it_equals():
    column = read_column([1.0, True, 0.0, False], read_amount)

    assert column.values == [Decimal(1), None, Decimal(0), None]
    assert {i: fault.found for i, fault in column.faults.items()} == {1: "TRUE", 3: "FALSE"}


@given(
    st.sampled_from(
        [(field, key) for field, lines in words.VOCABULARY.items() for key in lines if key not in {"", words.IGNORED}]
    )
)
def test_a_word_that_we_write_is_read_back(pair):
    field, key = pair

    assert words.key(field, words.spanish(field, key)) == key
    assert words.key(field, words.english(field, key).upper()) == key
