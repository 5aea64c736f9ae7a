"""An xlwings engine over LibreOffice Calc, limited to what the live adapter asks: a real program behind real xlwings.

It shows shapes, days, formulas, tables and names as a spreadsheet program has them; it does not stand for Excel.
"""

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import xlwings as xw
from xlwings import base_classes, utils

from tests.calc.engine import AutoFilter, Hyperlinks
from tests.calc.engine import Range as RangeOfStandIn

DEBIAN = "/usr/lib/python3/dist-packages"  # where python3-uno is
DATE, TIME, LOGICAL = 2, 4, 1024  # com.sun.star.util.NumberFormat
EXCEL_A1, OOO = 1, 0  # com.sun.star.sheet.AddressConvention, and the API's own
NEVER, ALWAYS = 0, 4  # com.sun.star.document.MacroExecMode
FORMULA, FORMATTED = 16, 512  # com.sun.star.sheet.CellFlags; a link is a formatted text
LAST_ROW, LAST_COLUMN = 1_048_576, 1024
DOT = "_DOT_"
SHOWN_ERRORS = {"Err:502": "#VALUE!", "Err:503": "#NUM!", "Err:504": "#REF!", "Err:508": "#NAME?"}
SETTINGS = (
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "UseDocumentSystemFileLocking", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # always: cached results are not to be trusted
    ("Setup/L10N", "ooSetupSystemLocale", "en-US"),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>'
)
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def is_there():
    """Whether this machine has LibreOffice and its bridge to Python. Under CI it must."""
    if os.environ.get("CI"):
        return True
    return shutil.which("soffice") is not None and (Path(DEBIAN) / "uno.py").exists()


def uno():
    """Imported when LibreOffice is: it changes how Python imports."""
    if DEBIAN not in sys.path:
        sys.path.append(DEBIAN)
    import uno as module

    return module


def property_values(**values):
    made = []
    for name, value in values.items():
        one = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class Office:
    """A LibreOffice that runs, met at its pipe."""

    def __init__(self, pipe):
        local = uno().getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        context = self._connect(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def _connect(self, resolver, url):
        for _ in range(1200):
            try:
                return resolver.resolve(url)
            except Exception:  # noqa: BLE001 - not there yet
                time.sleep(0.05)
        raise TimeoutError("LibreOffice did not start")

    def close_books(self):
        found = self.desktop.Components.createEnumeration()
        for document in iter(lambda: found.nextElement() if found.hasMoreElements() else None, None):
            document.close(True)


class OwnOffice(Office):
    """One soffice with a profile of its own, in a window where a display is given."""

    def __init__(self, display=None):
        self.folder = Path(tempfile.mkdtemp(prefix="cobranza-office-"))
        user = self.folder / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE.format("".join(ITEM.format(*s) for s in SETTINGS)))
        self.pipe = self.folder.name
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={self.folder.as_uri()}", "--norestore", "--nologo",
             "--nofirststartwizard", "--nodefault", f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext",
             *([] if display else ["--headless"])],
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | ({"DISPLAY": display} if display else {}),
        )  # fmt: skip
        try:
            super().__init__(self.pipe)
        except TimeoutError:
            self.close()
            raise

    def close(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Engine:
    name, type = "libreoffice", "desktop"

    def __init__(self):
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(x, options):
        return "" if x is None else x

    @staticmethod
    def clean_value_data(data, dates, empty, numbers, err_to_str):
        def clean(value):
            if isinstance(value, CalcError):
                return str(value) if err_to_str else None
            return empty if value in (None, "") else value

        return [[clean(value) for value in row] for row in data]


class CalcError(str):
    __slots__ = ()


class Apps(list, base_classes.Apps):
    def keys(self):
        return [app.pid for app in self]


class App(base_classes.App):
    screen_updating = enable_events = display_alerts = visible = True
    status_bar, pid, version, api = False, 1, "7.4", None
    engine = property(lambda self: ENGINE)
    books = property(lambda self: Books(self))  # noqa: PLW0108 - the class comes later

    def __init__(self, office):
        self.office, self.state, self.alerts = office, "automatic", []

    @property
    def selection(self):
        book = self.books.active
        area = getattr(book.doc.CurrentController.Selection, "RangeAddress", None)
        return area and book.sheets.active.range((area.StartRow + 1, area.StartColumn + 1))

    def activate(self, steal_focus=False):
        pass

    def alert(self, prompt, title, buttons, mode, callback):
        self.alerts.append(prompt)
        return "ok"

    @property
    def calculation(self):
        return self.state

    @calculation.setter
    def calculation(self, state):
        self.state = state
        for book in self.books:
            book.doc.enableAutomaticCalculation(state != "manual")


class Books(base_classes.Books):
    def __init__(self, app):
        self.app = app

    def __iter__(self):
        found = self.app.office.desktop.Components.createEnumeration()
        while found.hasMoreElements():
            yield Book(self.app, found.nextElement())

    def __len__(self):
        return sum(1 for _ in self)

    def __call__(self, key):
        books = list(iter(self))
        if isinstance(key, int):
            return books[key - 1]
        return {book.name.lower(): book for book in books}[key.lower()]

    active = property(lambda self: next(iter(self)))

    def open(self, fullname, *_):
        url, mode = Path(fullname).resolve().as_uri(), ALWAYS if fullname.endswith("m") else NEVER
        doc = self.app.office.desktop.loadComponentFromURL(url, "_blank", 0, property_values(MacroExecutionMode=mode))
        assert doc is not None, fullname
        return Book(self.app, doc)


class Book(base_classes.Book):
    app = None

    def __init__(self, app, doc):
        self.app, self.doc = app, doc

    fullname = property(lambda self: uno().fileUrlToSystemPath(self.doc.URL))
    name = property(lambda self: Path(self.fullname).name)
    sheets = property(lambda self: Sheets(self))  # noqa: PLW0108 - the class comes later
    names = property(lambda self: Names(self))  # noqa: PLW0108 - the class comes later

    @property
    def api(self):
        return SimpleNamespace(Date1904=self.doc.NullDate.Year == 1904, ProtectStructure=self.doc.isProtected())

    @property
    def epoch(self):
        null = self.doc.NullDate
        return dt.datetime(null.Year, null.Month, null.Day)

    def close(self):
        self.doc.close(True)

    def activate(self):
        pass

    def translated(self, text, sheet, row, column, *, to_excel):
        """A formula without `=`, from the API's language to Excel's or back, by Calc's own parser."""
        parser = self.doc.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish = True
        place = uno().createUnoStruct("com.sun.star.table.CellAddress")
        place.Sheet, place.Column, place.Row = sheet, column - 1, row - 1
        parser.FormulaConvention = OOO if to_excel else EXCEL_A1
        tokens = parser.parseFormula(text if to_excel else separated(text, ",", ";"), place)
        parser.FormulaConvention = EXCEL_A1 if to_excel else OOO
        printed = parser.printFormula(tokens, place)
        return separated(printed, ";", ",") if to_excel else printed


def separated(formula, old, new):
    """The arguments parted by another sign; what stands in quotes is no sign."""
    parts = re.split("(\"[^\"]*\"|'[^']*')", formula)
    return "".join(part if place % 2 else part.replace(old, new) for place, part in enumerate(parts))


class Sheets(base_classes.Sheets):
    def __init__(self, book):
        self.book = book

    api = property(lambda self: self.book.doc.Sheets)
    active = property(lambda self: Sheet(self.book, self.book.doc.CurrentController.ActiveSheet))

    def __call__(self, key):
        if isinstance(key, int):
            return Sheet(self.book, self.api.getByIndex(key - 1))
        return Sheet(self.book, self.api.getByName(next(n for n in self.api.ElementNames if n.lower() == key.lower())))

    def __len__(self):
        return self.api.Count

    def __iter__(self):
        return (self(at) for at in range(1, len(self) + 1))

    def add(self, before=None, after=None, name=None):
        self.api.insertNewByName(name, after.index)
        return self(name)


class Sheet(base_classes.Sheet):
    book = None

    def __init__(self, book, sheet):
        self.book, self.uno = book, sheet

    index = property(lambda self: self.uno.RangeAddress.Sheet + 1)
    name = property(lambda self: self.uno.Name, lambda self, name: self.uno.setName(name))
    tables = property(lambda self: Tables(self))  # noqa: PLW0108 - the class comes later
    cells = property(lambda self: Range(self, 1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def api(self):
        class Api:
            ProtectContents = property(lambda _: self.uno.isProtected())
            Protect = property(lambda _: lambda: self.uno.protect(""))
            Unprotect = property(lambda _: lambda: self.uno.unprotect(""))
            AutoFilterMode = FilterMode = False
            Hyperlinks = property(lambda _: Hyperlinks(self.used_range.links()))

        return Api()

    @property
    def used_range(self):
        cursor = self.uno.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return Range(self, 1, 1, cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1)

    def range(self, first, last=None):
        if isinstance(first, str) and "," in first:
            return Areas([self.range(part) for part in first.split(",")])
        if isinstance(first, str):
            first, last = utils.a1_to_tuples(first.replace("$", ""))
        if isinstance(first, Range):
            first, last = (first.row, first.column), (last.row, last.column)
        if len(first) == 4:
            first, last = first[:2], (first[0] + first[2] - 1, first[1] + first[3] - 1)
        return Range(self, *first, *(last or first))

    def activate(self):
        self.book.doc.CurrentController.setActiveSheet(self.uno)

    def delete(self):
        for table in [*self.tables]:
            self.book.doc.DatabaseRanges.removeByName(table.name)
        self.book.doc.Sheets.removeByName(self.name)

    def copy(self, before, after):
        after.book.doc.Sheets.importSheet(self.book.doc, self.name, after.index)
        made = Sheet(after.book, after.book.doc.Sheets.getByIndex(after.index))
        for table in self.tables:  # Calc leaves the tables behind
            if not after.book.doc.DatabaseRanges.hasByName(table.name):
                made.tables.add(made.range(*(table.range.coords()[:2], table.range.coords()[2:])), table.name)


class Areas(base_classes.Range):
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

    @property
    def column_width(self):
        raise NotImplementedError

    @column_width.setter
    def column_width(self, width):
        for part in self.ranges:
            part.column_width = width


class Range(RangeOfStandIn):
    def __call__(self, row, column=None):
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, *at, *at)

    @property
    def uno(self):
        (row, column), (last_row, last_column) = (self.row, self.column), self.last
        return self.sheet.uno.getCellRangeByPosition(column - 1, row - 1, last_column - 1, last_row - 1)

    def _formats(self, kinds):
        known, found = self.sheet.book.doc.NumberFormats, self.uno.getUniqueCellFormatRanges()
        for group in (found.getByIndex(at) for at in range(found.Count)):
            kind = known.getByKey(group.getByIndex(0).NumberFormat).Type
            if kind & kinds:
                yield from ((area, kind) for area in group.getRangeAddresses())

    def _inside(self, area):
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row - self.row + 1, column - self.column + 1

    @property
    def raw_value(self):
        rows = [list(row) for row in self.uno.getDataArray()]
        for area, kind in self._formats(DATE | LOGICAL):
            for r, c in self._inside(area):
                if isinstance(rows[r][c], float):
                    moment = self.sheet.book.epoch + dt.timedelta(seconds=round(rows[r][c] * 86400, 3))
                    rows[r][c] = bool(rows[r][c]) if kind & LOGICAL else moment
        for area in self.uno.queryFormulaCells(4).getRangeAddresses():  # those whose result is an error
            for r, c in self._inside(area):
                text = self.sheet.uno.getCellByPosition(c + self.column - 1, r + self.row - 1).getString()
                rows[r][c] = CalcError(SHOWN_ERRORS.get(text, text))
        return tuple(map(tuple, rows)) if len(self) > 1 else rows[0][0]

    @raw_value.setter
    def raw_value(self, rows):
        if not isinstance(rows, list | tuple):
            rows = [[rows]]
        days, truths, plain = {}, [], []
        for r, row in enumerate(rows):
            out = []
            for c, value in enumerate(row):
                if isinstance(value, dt.datetime):
                    days.setdefault(bool(value.time() != dt.time.min), []).append((r, c))
                    out.append((value - self.sheet.book.epoch) / dt.timedelta(1))
                elif isinstance(value, bool):
                    truths.append((r, c))
                    out.append(float(value))
                else:
                    out.append(value)
            plain.append(tuple(out))
        area = Range(self.sheet, self.row, self.column, self.row + len(plain) - 1, self.column + len(plain[0]) - 1)
        area.uno.setDataArray(tuple(plain))
        for has_time, places in days.items():  # a cell without a format of days gets one, as in Excel
            for r, c in places:
                cell = area(r + 1, c + 1)
                if cell._is_general():
                    cell.number_format = "yyyy-mm-dd hh:mm" if has_time else "yyyy-mm-dd"
        for r, c in truths:
            area(r + 1, c + 1).number_format = "BOOLEAN"

    def _is_general(self):
        return not self.sheet.book.doc.NumberFormats.getByKey(self.uno.NumberFormat).Type & (DATE | TIME)

    @property
    def formula(self):
        array = self.uno.getFormulaArray()
        book, sheet = self.sheet.book, self.sheet.index - 1
        formulas = {
            place for area in self.uno.queryContentCells(FORMULA).getRangeAddresses() for place in self._inside(area)
        }
        rows = tuple(
            tuple(
                f"={book.translated(text[1:], sheet, self.row + r, self.column + c, to_excel=True)}"
                if (r, c) in formulas
                else text.removeprefix("'")
                for c, text in enumerate(row)
            )
            for r, row in enumerate(array)
        )
        return rows if len(self) > 1 else rows[0][0]

    @formula.setter
    def formula(self, text):
        place = self.sheet.index - 1, self.row, self.column
        self.uno.getCellByPosition(0, 0).setFormula(f"={self.sheet.book.translated(text[1:], *place, to_excel=False)}")

    @property
    def number_format(self):
        return self.sheet.book.doc.NumberFormats.getByKey(self.uno.NumberFormat).FormatString

    @number_format.setter
    def number_format(self, code):
        known, place = self.sheet.book.doc.NumberFormats, uno().createUnoStruct("com.sun.star.lang.Locale")
        place.Language, place.Country = "en", "US"
        key = known.queryKey(code, place, False)
        self.uno.NumberFormat = known.addNew(code, place) if key == -1 else key

    @property
    def merge_cells(self):
        return bool(self.uno.IsMerged) if len(self) == 1 else (None if self._merged() else False)

    def _merged(self):
        return (
            any(Range(self.sheet, *at, *at).uno.IsMerged for row in self.places() for at in row)
            if len(self) < 500
            else False
        )

    merge_area = property(lambda self: self)
    column_width = property(lambda self: 10.0, lambda self, width: setattr(self.uno.Columns, "Width", int(width * 226)))

    def links(self):
        found = []
        for area in self.uno.queryContentCells(FORMATTED).getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    cell = self.sheet.uno.getCellByPosition(column, row)
                    if cell.getTextFields().hasElements():
                        found.append(self._link(cell, row + 1, column + 1))
        return found

    def _link(self, cell, row, column):
        url, _, sub = cell.getTextFields().createEnumeration().nextElement().URL.partition("#")
        clear = lambda: cell.setString(cell.getString())  # noqa: E731
        spot = SimpleNamespace(Row=row, Column=column, Count=1, ClearHyperlinks=clear)
        return SimpleNamespace(Type=0, Address=url, SubAddress=sub, Range=spot)

    def add_hyperlink(self, address, text_to_display, screen_tip):
        cell = self.uno.getCellByPosition(0, 0)
        cell.setString("")
        field = self.sheet.book.doc.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, text_to_display
        cell.insertTextContent(cell.createTextCursor(), field, False)

    @property
    def api(self):
        class Api:
            Hyperlinks = property(lambda _: Hyperlinks(self.links()))
            Locked = property(lambda _: bool(self.uno.CellProtection.IsLocked))

        return Api()


class Tables(base_classes.Tables):
    api = None

    def __init__(self, sheet):
        self.sheet, self.all = sheet, sheet.book.doc.DatabaseRanges

    def _names(self):
        return [n for n in self.all.ElementNames if self.all.getByName(n).DataArea.Sheet == self.sheet.index - 1]

    def __iter__(self):
        return (Table(self.sheet, self.all.getByName(name)) for name in self._names())

    def __len__(self):
        return len(self._names())

    def __contains__(self, name):
        return name in self._names()

    def __call__(self, key):
        return Table(self.sheet, self.all.getByName(self._names()[key - 1] if isinstance(key, int) else key))

    def add(self, source, name, **_):
        self.all.addNewByName(name, getattr(source, "impl", source).uno.RangeAddress)
        return self(name)


class Table(base_classes.Table):
    name = parent = api = None
    show_headers = True

    def __init__(self, sheet, found):
        self.parent, self.uno, self.name = sheet, found, found.Name

    show_totals = property(lambda self: bool(self.uno.TotalsRow))

    @property
    def range(self):
        area = self.uno.DataArea
        return Range(self.parent, area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)

    autofilter = property(lambda self: AutoFilter([], self.range.coords()))

    def resize(self, wanted):
        self.uno.setDataArea(wanted.impl.uno.RangeAddress)


class Names(base_classes.Names):
    """Calc reads a name with a dot from a file, but takes none by its interface: there the dot is spelt out."""

    api = None

    def __init__(self, book):
        self.book, self.all = book, book.doc.NamedRanges

    def __iter__(self):
        return (Name(self, name) for name in self.all.ElementNames)

    def __len__(self):
        return len(self.all.ElementNames)

    def __call__(self, key):
        if isinstance(key, int):
            return Name(self, self.all.ElementNames[key - 1])
        return Name(self, key if self.all.hasByName(key) else key.replace(".", DOT))

    def snapshot(self):
        return [(one.name, one) for one in self]

    def contains(self, name):
        return self.all.hasByName(name) or self.all.hasByName(name.replace(".", DOT))

    def add(self, name, refers_to):
        spelt, place = name.replace(".", DOT), uno().createUnoStruct("com.sun.star.table.CellAddress")
        self.all.addNewByName(spelt, self.book.translated(refers_to[1:], 0, 1, 1, to_excel=False), place, 0)
        return Name(self, spelt)


class Name(base_classes.Name):
    name = api = None

    def __init__(self, names, spelt):
        self.names, self.spelt, self.api = names, spelt, SimpleNamespace(Visible=True)
        self.name = spelt.replace(DOT, ".")

    @property
    def refers_to(self):
        content = self.names.all.getByName(self.spelt).Content
        return (
            "=#REF!"
            if "#REF!" in content.upper()
            else "=" + self.names.book.translated(content, 0, 1, 1, to_excel=True)
        )

    def delete(self):
        self.names.all.removeByName(self.spelt)


ENGINE = Engine()


def start(office):
    """LibreOffice as the active program of xlwings."""
    ENGINE.apps[:] = [App(office)]
    if ENGINE.name not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[ENGINE.name].activate()
    return ENGINE.apps[0]
