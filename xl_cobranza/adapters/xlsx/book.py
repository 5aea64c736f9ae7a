"""A workbook on disk, as the `Book` of the port: read by its parts, written without losing a byte of the user's."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from xl_cobranza.adapters.xlsx import opening
from xl_cobranza.adapters.xlsx.archive import write
from xl_cobranza.adapters.xlsx.grafting.pattern import Templates
from xl_cobranza.adapters.xlsx.parts.content_types import EXTENSIONS
from xl_cobranza.adapters.xlsx.parts.links import SheetLinks
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.patching.changes import Changes
from xl_cobranza.adapters.xlsx.reading.grid import SheetGrid
from xl_cobranza.adapters.xlsx.reading.number_formats import Shown, cell_formats
from xl_cobranza.adapters.xlsx.reading.scan import read_sheet
from xl_cobranza.adapters.xlsx.reading.shared_strings import read_shared_strings
from xl_cobranza.adapters.xlsx.saving import Writer, editing, replace_atomically
from xl_cobranza.book.port import AddColumn, AddSheet, Applied, Patch, TableInfo
from xl_cobranza.errors import Refused, WrongUsage


class XlsxBook:
    """A .xlsx or .xlsm file (templates and add-ins of the same kind too).

    `path` is changed in place, after a backup, unless `output` says where the result goes. Opening raises
    `Refused` for what is no workbook, see `opening.check`; `WrongUsage("output_extension")` when the output's
    name says another kind of file than the workbook is: Excel would not open it. `patterns` answers in which
    workbook a pattern sheet is, after which a new one may be made; it is asked when one is.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        output: str | os.PathLike[str] | None = None,
        patterns: Callable[[str], Path] | None = None,
    ) -> None:
        self._path, self._patterns = Path(path), patterns
        self._output = self._path if output is None else Path(output)
        self._open()
        declared = self._package.types.of(self._package.workbook_name)
        extension = EXTENSIONS.get(declared, self._path.suffix)
        if output is not None and self._output.suffix.lower() != extension:
            raise WrongUsage("output_extension", self._output.name, extension)

    def _open(self) -> None:
        self._archive = opening.check(self._path)
        self._package = Package(self._archive)
        self._grids: dict[str, SheetGrid] = {}
        for known in ("_strings", "_formats"):
            self.__dict__.pop(known, None)

    @property
    def name(self) -> str:
        return str(self._path)

    @property
    def sheets(self) -> Sequence[str]:
        return tuple(self._package.sheets)

    @property
    def tables(self) -> Sequence[TableInfo]:
        return tuple(
            table.info(sheet)
            for sheet, tables in self._package.all_tables.items()
            for table in tables
            if table.has_headings
        )

    @property
    def names(self) -> Mapping[str, str]:
        return self._package.workbook.names

    @property
    def date1904(self) -> bool:
        return self._package.workbook.date1904

    def read(self, sheet: str) -> SheetGrid:
        """The values of a sheet, read once. Raises `Refused`: `no_such_sheet`, `damaged_sheet`, `damaged_part`."""
        if sheet not in self._grids:
            member = self._package.sheets.get(sheet)
            if member is None:
                raise Refused("no_such_sheet", self._path.name, sheet)
            stream = self._archive.stream(member)
            self._grids[sheet] = read_sheet(stream, self._strings, self._formats, self._package.workbook.date1904)
        return self._grids[sheet]

    def links(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """Of a range as of each of its cells, the first few thousand. Raises like `read`."""
        member = self._package.sheets.get(sheet)
        if member is None:
            raise Refused("no_such_sheet", self._path.name, sheet)
        return SheetLinks(self._package.relationships(member), lambda: self._archive.stream(member)).addresses()

    def digest(self) -> str:
        return self._archive.digest()

    def apply(self, patches: Iterable[Patch], digest: str) -> Applied:
        """Write all the patches or none; the user's own bytes stay as they are.

        Raises `Refused`: `changed_meanwhile`, those of `saving.editing`, and where we may not write:
        `no_room`, `sheet_full`, `protected_sheet`, `protected_structure`, `table_has_totals`, `heading_exists`,
        `formula_in_the_way`, `unsafe_link`, `sheet_exists`, `table_exists`, `no_such_sheet`, `no_such_table`,
        `strict_workbook`.
        """
        if digest != self.digest():
            raise Refused("changed_meanwhile", self._path.name)
        patches = list(patches)
        coming = [patch for patch in patches if isinstance(patch, AddSheet | AddColumn)]
        changes = Changes(Package(self._archive), self.read, Templates(self._patterns), coming)
        for patch in patches:
            changes.take(patch)
        if not changes:
            return self._nothing_to_write()
        rewriting = changes.rewriting(self._archive)
        backup = self._save(lambda out: write(self._archive, out, rewriting.replace, rewriting.add, rewriting.drop))
        if self._is_in_place:
            self._open()
        return Applied(rewriting.changed_cells, str(self._output), rewriting.problems, backup)

    @property
    def _is_in_place(self) -> bool:
        return self._output.exists() and self._output.samefile(self._path)

    def _nothing_to_write(self) -> Applied:
        if self._is_in_place:
            return Applied(0, None)

        def copy(out: BinaryIO) -> Iterator[str]:
            with self._archive.opened() as file:
                shutil.copyfileobj(file, out)
            return iter(())

        return Applied(0, str(self._output), backup=self._save(copy))

    def _save(self, writer: Writer) -> str | None:
        """The path of the backup, if there was a file to keep."""
        with editing(self._output) as real:
            backup = replace_atomically(real, self.digest() if self._is_in_place else None, writer)
        return str(backup) if backup else None

    @cached_property
    def _strings(self) -> Sequence[str]:
        related = self._package.rels.by_type("sharedStrings")
        member = self._archive.find(related[0].target) if related else None
        return read_shared_strings(self._archive.stream(member)) if member else ()

    @cached_property
    def _formats(self) -> Sequence[Shown]:
        related = self._package.rels.by_type("styles")
        return cell_formats(self._package.read(related[0].target)) if related else ()
