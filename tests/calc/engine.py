"""An xlwings engine over `cells`: xlwings itself runs as it does on a PC, the program behind it is ours."""

import copy
import datetime as dt
import re
from collections import Counter
from types import SimpleNamespace

import xlwings as xw
from xlwings import base_classes, utils

from tests.calc.cells import ERRORS, Cells, ComError, Filter

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
REF = re.compile(r"(?:'([^']+)'|(\w+))!")


class Engine:
    name, type = "excel that misbehaves", "desktop"

    def __init__(self):
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(x, options):
        if isinstance(x, dt.date) and not isinstance(x, dt.datetime):
            return dt.datetime.combine(x, dt.time.min)
        return "" if x is None else x

    @staticmethod
    def clean_value_data(data, dates, empty, numbers, err_to_str):
        texts = {code: text for text, code in ERRORS.items()}

        def clean(value):
            if value in (None, ""):
                return empty
            if type(value) is int and value in texts:
                return texts[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(list, base_classes.Apps):
    def keys(self):
        return [app.pid for app in self]

    def add(self, **_):
        self.append(App())
        return self[-1]


class App(base_classes.App):
    screen_updating = enable_events = display_alerts = visible = True
    calculation, status_bar, pid, version, books = "automatic", False, 1, "16.0", None
    api = selection = None
    engine = property(lambda self: ENGINE)

    def __init__(self):
        self.books, self.calls, self.files, self.alerts = Books(self), Counter(), {}, []

    def activate(self, steal_focus=False):
        pass

    def alert(self, prompt, title, buttons, mode, callback):
        self.alerts.append(prompt)
        return "ok"


class Books(list, base_classes.Books):
    def __init__(self, app):
        self.app = app

    def __call__(self, key):
        found = [book for book in self if book.name == key] if isinstance(key, str) else [self[key - 1]]
        if not found:
            raise KeyError(key)
        return found[0]

    active = property(lambda self: self[-1])

    def add(self, name="Libro1.xlsx"):
        self.append(Book(self.app, name))
        return self[-1]

    def open(self, fullname, *_):
        self.append(self.app.files[str(fullname)])
        return self[-1]


class Book(base_classes.Book):
    api = name = fullname = app = sheets = names = None

    def __init__(self, app, name):
        self.app, self.name, self.fullname = app, name, name
        self.links = set()  # workbooks that lists, colours and charts speak of
        self.api = SimpleNamespace(
            Date1904=False, ProtectStructure=False,
            LinkSources=lambda kind: tuple(self.links) or None, ChangeLink=self.change_link,
        )  # fmt: skip
        self.results = {}
        self.sheets, self.names = Sheets(self), Names(self)

    def change_link(self, name, new_name, kind):
        if self.fullname.startswith("http"):
            raise ComError("Method 'ChangeLink' failed.")
        self.links.remove(name)

    def activate(self):
        pass

    def close(self):
        self.app.books.remove(self)


class Sheets(list, base_classes.Sheets):
    def __init__(self, book):
        self.book, self.active = book, None

    def __call__(self, key):
        if not isinstance(key, str):
            return self[key - 1]
        return next(sheet for sheet in self if sheet.name.lower() == key.lower())

    active = None

    def add(self, before=None, after=None, name=None):
        sheet = Sheet(self.book, name or f"Hoja{len(self) + 1}")
        self.insert(self.index(after) + 1 if after else len(self), sheet)
        self.active = sheet
        return sheet


class Sheet(base_classes.Sheet):
    name = book = tables = None
    index = property(lambda self: list.index(self.book.sheets, self) + 1)

    def __init__(self, book, name):
        self.book, self.name = book, name
        self.cells_ = Cells(book.api.Date1904, book.results, calls=book.app.calls)
        self.tables, self.shape_links = Tables(self), []

    def range(self, first, last=None):
        if isinstance(first, str) and "," in first:
            assert len(first) <= 255
            return Areas([self.range(part) for part in first.split(",")])
        if isinstance(first, str):
            first, last = utils.a1_to_tuples(first.replace("$", ""))
        if isinstance(first, Range):
            (first, last) = (first.row, first.column), (last.row, last.column)
        if len(first) == 4:
            first, last = first[:2], (first[0] + first[2] - 1, first[1] + first[3] - 1)
        return Range(self, *first, *(last or first))

    @property
    def cells(self):
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self):
        self.cells_.calls["used_range"] += 1
        merged = [corner for area in self.cells_.merged for corner in (area[:2], area[2:])]
        held = [*self.cells_.values, *self.cells_.formulas, *self.cells_.formats, *merged] or [(1, 1)]
        rows, columns = zip(*held, strict=True)
        return Range(self, min(rows), min(columns), max(rows), max(columns))

    @property
    def api(self):
        own = [f for f in self.cells_.filters if f not in [table.filter for table in self.tables]]
        area = SimpleNamespace(Range=SimpleNamespace(Address=Range(self, *own[0].area).address)) if own else None
        is_filtered = any(f.criteria for f in self.cells_.filters) or self.cells_.advanced_filter
        return SimpleNamespace(
            Protect=lambda: setattr(self.cells_, "is_protected", True),
            Unprotect=lambda: setattr(self.cells_, "is_protected", False),
            ProtectContents=self.cells_.is_protected, AutoFilterMode=bool(own), AutoFilter=area, FilterMode=is_filtered,
            Hyperlinks=Hyperlinks([*self.shape_links, *self.cells.links()]),
        )  # fmt: skip

    def activate(self):
        self.book.sheets.active = self

    def delete(self):
        self.book.sheets.remove(self)

    def copy(self, before, after):
        """To another workbook: formulas go on speaking of the one they came from."""
        book = after.book
        made = book.sheets.add(
            after=after, name=f"{self.name} (2)" if self.name in map(str, book.sheets) else self.name
        )
        calls, made.cells_ = made.cells_.calls, copy.deepcopy(self.cells_)
        made.cells_.calls, made.cells_.results = calls, book.results
        if book is not self.book:
            for at, text in made.cells_.formulas.items():
                made.cells_.formulas[at] = REF.sub(lambda m: f"'[{self.book.name}]{m[1] or m[2]}'!", text)
            book.results.update(
                {made.cells_.formulas[at]: v for at, v in self.cells_.values.items() if at in self.cells_.formulas}
            )
            book.results.update({self.cells_.formulas[at]: self.cells_.shown(at) for at in self.cells_.formulas})
            book.links.add(self.book.fullname)
            for name in self.book.names:  # they come along, and speak of the workbook they came from
                if not book.names.contains(name.name):
                    book.names.add(
                        name.name, "=" + REF.sub(lambda m: f"'[{self.book.name}]{m[1] or m[2]}'!", name.refers_to[1:])
                    )
        made.tables.extend(Table(made, table.name, table.area, table.show_totals) for table in self.tables)


class ShapeLink:
    """The link of a picture."""

    Type, Address, SubAddress = 1, "https://picture.mx/", ""

    @property
    def Range(self):  # noqa: N802 - as COM says it
        raise ComError("Application-defined or object-defined error")


class Hyperlinks(list):
    @property
    def Count(self):  # noqa: N802 - as COM says it
        return len(self)


class Range(base_classes.Range):
    options = None
    has_array = False

    def __init__(self, sheet, first_row, first_column, last_row, last_column):
        self.sheet, self.row, self.column = sheet, first_row, first_column
        self.shape = last_row - first_row + 1, last_column - first_column + 1

    sheet = row = column = shape = None

    def __call__(self, row, column=None):
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, *at, *at)

    def __len__(self):
        return self.shape[0] * self.shape[1]

    @property
    def last(self):
        return self.row + self.shape[0] - 1, self.column + self.shape[1] - 1

    def count(self, what):
        self.sheet.cells_.calls[what] += 1

    def places(self):
        columns = range(self.column, self.last[1] + 1)
        return [[(row, column) for column in columns] for row in range(self.row, self.last[0] + 1)]

    def _answer(self, ask):
        rows = tuple(tuple(ask(at) for at in row) for row in self.places())
        return rows if len(self) > 1 else rows[0][0]

    @property
    def raw_value(self):
        self.count("read value")
        return self._answer(self.sheet.cells_.shown)

    @raw_value.setter
    def raw_value(self, rows):
        self.count("write value")
        if not isinstance(rows, list | tuple):
            rows = [[rows] * self.shape[1]] * self.shape[0]
        self.sheet.cells_.write(rows, self.row, self.column)

    @property
    def formula(self):
        self.count("read formula")
        return self._answer(self.sheet.cells_.typed)

    @formula.setter
    def formula(self, text):
        self.count("write formula")
        assert isinstance(text, str)
        assert len(self) == 1
        self.sheet.cells_.type(self.row, self.column, text)

    @property
    def number_format(self):
        self.count("read format")
        found = {self.sheet.cells_.formats.get(at, "General") for row in self.places() for at in row}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code):
        self.count("write format")
        self.sheet.cells_.formats.update({at: code for row in self.places() for at in row})

    def _merges(self):
        r, c, (last_row, last_column) = self.row, self.column, self.last
        return [
            m for m in self.sheet.cells_.merged if m[0] <= last_row and r <= m[2] and m[1] <= last_column and c <= m[3]
        ]

    @property
    def merge_cells(self):
        self.count("ask merged")
        found = self._merges()
        return (True if len(self) == 1 else None) if found else False

    @property
    def merge_area(self):
        found = self._merges()
        return Range(self.sheet, *found[0]) if found else self

    column_width = property(lambda self: 10.0, lambda self, width: self.count("write width"))
    autofilter = property(lambda self: AutoFilter(self.sheet.cells_.filters, self.coords()))

    def coords(self):
        return self.row, self.column, *self.last

    def links(self):
        def link(at, address):
            url, _, sub = address.partition("#")
            clear = lambda: self.sheet.cells_.links.pop(at)  # noqa: E731
            spot = SimpleNamespace(Row=at[0], Column=at[1], Count=1, ClearHyperlinks=clear)
            return SimpleNamespace(Type=0, Address=url, SubAddress=sub, Range=spot)

        inside = self.sheet.cells_.links.items()
        return [
            link(at, url)
            for at, url in inside
            if self.row <= at[0] <= self.last[0] and self.column <= at[1] <= self.last[1]
        ]

    @property
    def api(self):
        cells = self.sheet.cells_

        def exact():
            self.count("read value")
            return self._answer(cells.values.get)

        def find(What, LookIn, LookAt, SearchOrder, SearchDirection):  # noqa: N803 - as COM says it
            self.count("find")
            held = [
                at for at in {*cells.values, *cells.formulas} if LookIn == -4123 or at[0] not in cells.hidden_rows()
            ]
            last = max(held, key=lambda at: at if SearchOrder == 1 else at[::-1], default=None)
            return last and SimpleNamespace(Row=last[0], Column=last[1])

        class Api:
            Find = staticmethod(find)
            Value2 = property(lambda _: exact())
            Hyperlinks = property(lambda _: (self.count("ask links"), Hyperlinks(self.links()))[1])
            Locked = property(lambda _: not all(at in cells.unlocked for row in self.places() for at in row))

        return Api()

    def add_hyperlink(self, address, text_to_display, screen_tip):
        self.count("write link")
        self.sheet.cells_.links[self.row, self.column] = address

    def get_address(self, row_absolute=True, col_absolute=True, external=False):
        first, last = ((r, c) for r, c in ((self.row, self.column), self.last))
        said = [f"${utils.col_name(c)}${r}" for r, c in dict.fromkeys((first, last))]
        return ":".join(said)

    address = property(get_address)


class Areas(base_classes.Range):
    """Several ranges at once take a format, and nothing else here."""

    options = None

    def __init__(self, ranges):
        self.ranges = ranges

    @property
    def number_format(self):
        raise NotImplementedError

    @number_format.setter
    def number_format(self, code):
        for part in self.ranges:
            part.number_format = code
        self.ranges[0].sheet.cells_.calls["write format"] -= len(self.ranges) - 1

    column_width = property(lambda self: None, lambda self, width: setattr(self.ranges[0], "column_width", width))


class AutoFilter(base_classes.AutoFilter):
    def __init__(self, filters, area):
        self.own = next((f for f in filters if f.area[:2] == area[:2]), None) or Filter(area)
        self.width = area[3] - area[1] + 1

    @property
    def criteria(self):
        nothing = base_classes.empty_autofilter_criteria
        return [self.own.criteria.get(f, nothing(f)) for f in range(1, self.width + 1)]

    def apply_values(self, field, values):
        self.own.criteria[field] = {**base_classes.empty_autofilter_criteria(field, "values"), "values": list(values)}

    def apply_comparison(self, field, operator, value1, value2):
        told = {"operator": operator, "value1": value1, "value2": value2}
        self.own.criteria[field] = {**base_classes.empty_autofilter_criteria(field, "comparison"), **told}

    def clear(self, field):
        self.own.criteria.pop(field)


class Tables(list, base_classes.Tables):
    api = None

    def __init__(self, sheet):
        self.sheet = sheet

    def __call__(self, key):
        return next(table for table in self if table.name == key) if isinstance(key, str) else self[key - 1]

    def __contains__(self, key):
        return any(table.name == key for table in self)

    def add(self, source, name, **_):
        if any(t.name.lower() == name.lower() for sheet in self.sheet.book.sheets for t in sheet.tables):
            raise ComError("The name conflicts with an existing table.")
        self.append(Table(self.sheet, name, source.impl.coords()))
        return self[-1]


class Table(base_classes.Table):
    name = parent = api = show_headers = show_totals = None

    def __init__(self, sheet, name, area, show_totals=False):
        self.parent, self.name, self.area, self.show_totals, self.show_headers = (
            sheet,
            name,
            tuple(area),
            show_totals,
            True,
        )
        self.filter = Filter(self.area)
        sheet.cells_.filters.append(self.filter)

    range = property(lambda self: Range(self.parent, *self.area))
    autofilter = property(lambda self: AutoFilter([self.filter], self.area))

    def resize(self, wanted):
        """New columns get headings of Excel's own."""
        cells, old = self.parent.cells_, self.area
        self.area = self.filter.area = wanted.impl.coords()
        for column in range(old[3] + 1, self.area[3] + 1):
            cells.values.setdefault((self.area[0], column), f"Columna{column}")


class Names(list, base_classes.Names):
    api = None

    def __init__(self, book):
        self.book = book

    def __call__(self, key):
        return next(name for name in self if name.name == key) if isinstance(key, str) else self[key - 1]

    def contains(self, key):
        return any(name.name == key for name in self)

    def snapshot(self):
        return [(name.name, name) for name in self]

    def add(self, name, refers_to):
        self.append(Name(self, name, refers_to))
        return self[-1]


class Name(base_classes.Name):
    name = refers_to = api = None

    def __init__(self, names, name, refers_to):
        self.names, self.name, self.refers_to, self.api = names, name, refers_to, SimpleNamespace(Visible=True)

    def delete(self):
        self.names.remove(self)


ENGINE = Engine()


def start():
    """A fresh program without workbooks, the active one."""
    ENGINE.apps.clear()
    app = ENGINE.apps.add()
    if ENGINE.name not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[ENGINE.name].activate()
    return app
