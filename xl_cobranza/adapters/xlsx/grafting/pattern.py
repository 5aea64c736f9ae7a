"""The blank template, as the source of sheets."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from xl_cobranza.adapters.xlsx.archive import Archive
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.tables import TablePart
from xl_cobranza.adapters.xlsx.parts.workbook import DefinedName
from xl_cobranza.adapters.xlsx.parts.xml_offsets import Element, XmlPart
from xl_cobranza.errors import Refused


class Templates:
    """Where each pattern sheet is: `where` answers in which workbook; it is asked when a sheet is."""

    def __init__(self, where: Callable[[str], Path] | None) -> None:
        self._where = where
        self._opened: dict[Path, Template] = {}

    def of(self, sheet: str) -> "Template":
        """The workbook with that sheet. Raises `Refused("no_such_sheet")` where nobody gave a template."""
        if self._where is None:
            raise Refused("no_such_sheet", found=sheet)
        path = self._where(sheet)
        if path not in self._opened:
            self._opened[path] = Template(path)
        return self._opened[path]


class Template:
    """The sheets of one workbook of patterns, read as any other."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def package(self) -> Package:
        return Package(Archive.open(self._path))

    def part(self, sheet: str) -> str:
        """The part of a sheet. Raises `Refused("no_such_sheet")`."""
        if sheet not in self.package.sheets:
            raise Refused("no_such_sheet", found=sheet)
        return self.package.sheets[sheet]

    def tables(self, sheet: str) -> list[TablePart]:
        return self.package.all_tables.get(sheet, [])

    @cached_property
    def strings(self) -> tuple[XmlPart, list[Element]] | None:
        """The part of the shared strings and its items, if there is one."""
        related = self.package.rels.by_type("sharedStrings")
        if not related:
            return None
        part = XmlPart(self.package.read(related[0].target), related[0].target)
        return part, list(part.root.all("si"))

    @cached_property
    def _tabs(self) -> Mapping[str, int]:
        return {entry.name: place for place, entry in enumerate(self.package.workbook.sheets)}

    def names(self, sheet: str) -> tuple[list[DefinedName], list[DefinedName]]:
        """The names of the workbook and those of the sheet itself."""
        names = self.package.workbook.defined_names
        return [n for n in names if n.tab is None], [n for n in names if n.tab == self._tabs[sheet]]
