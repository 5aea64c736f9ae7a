"""A pattern sheet entered in the package, as a draft that more can be written in."""

from collections.abc import Collection, Mapping, Sequence

from xl_cobranza.adapters.xlsx.formulas.named import named, renamed
from xl_cobranza.adapters.xlsx.grafting.parts_copy import PartsCopy
from xl_cobranza.adapters.xlsx.grafting.pattern import Template, Templates
from xl_cobranza.adapters.xlsx.grafting.sheet_part import SheetPart
from xl_cobranza.adapters.xlsx.grafting.style_map import StyleMap
from xl_cobranza.adapters.xlsx.parts.package import Package
from xl_cobranza.adapters.xlsx.parts.relationships import STRICT
from xl_cobranza.book.layout import SCHEMA, SCHEMA_NAME
from xl_cobranza.book.port import AddColumn, AddSheet
from xl_cobranza.errors import Refused

_OF_DELETED = "#REF!"


def graft(package: Package, templates: Templates, patch: AddSheet, coming: Sequence[AddSheet | AddColumn]) -> bool:
    """Enter the sheet, all it is related to and its names; whether it has formulas, none of which has a result yet.

    `coming` are all the sheets and columns of the plan: what one says of another holds from the start.
    Raises `Refused`: `strict_workbook`, `protected_structure`, `no_such_sheet`, `sheet_exists`, `bad_sheet_name`,
    `table_exists`.
    """
    workbook = package.workbook
    if workbook.structure_protected:
        raise Refused("protected_structure", patch.name)
    if workbook.relationship_base == STRICT:
        raise Refused("strict_workbook", patch.name)
    pattern = patch.pattern or ""
    template = templates.of(pattern)
    member, part = template.part(pattern), package.free_name("worksheets/sheet")
    workbook.add_sheet(patch.name, package.rels.add(f"{workbook.relationship_base}/worksheet", part))
    new_sheets = [new for new in coming if isinstance(new, AddSheet)]
    sheets = {entry.name.lower() for entry in workbook.sheets} | {sheet.name.lower() for sheet in new_sheets}
    tables = _tables(package, templates, coming)
    names = {(sheet.pattern or sheet.name).lower(): sheet.name for sheet in (*new_sheets, patch)}
    styles = StyleMap(package.styles, template.package.styles)
    sheet = SheetPart(template, pattern, names, lambda formula: named(formula).is_within(sheets, tables))
    data = sheet.fitted(styles, has_views=workbook.has_views)
    copies = PartsCopy(package, template, names, styles)
    copies.relate(member, part)
    package.draft(patch.name, part, data, copies.tables)
    _add_names(package, template, pattern, names, sheets)
    return sheet.has_formulas


def _tables(
    package: Package, templates: Templates, coming: Sequence[AddSheet | AddColumn]
) -> Mapping[str, Collection[str]]:
    """The tables that there will be, with their headings, in lower case."""
    here = [table for on_sheet in package.all_tables.values() for table in on_sheet]
    patterns = [patch.pattern for patch in coming if isinstance(patch, AddSheet) and patch.pattern]
    new = [table for pattern in patterns for table in templates.of(pattern).tables(pattern)]
    tables = {table.name.lower(): {heading.lower() for heading in table.headings} for table in (*here, *new)}
    for patch in coming:
        if isinstance(patch, AddColumn):
            tables.setdefault((patch.table or "").lower(), set()).add(patch.heading.lower())
        elif not patch.pattern:
            tables[patch.table.lower()] = {column.heading.lower() for column in patch.columns}
    return tables


def _add_names(
    package: Package, template: Template, pattern: str, names: Mapping[str, str], sheets: Collection[str]
) -> None:
    """The names that point into the sheet. One of the user's stays, unless what it meant was deleted."""
    workbook = package.workbook
    of_workbook, of_sheet = template.names(pattern)
    known = {name.lower(): formula for name, formula in workbook.names.items()}
    tables = {table.name.lower() for on_sheet in package.all_tables.values() for table in on_sheet}
    for name in of_sheet:
        workbook.add_local_name(name.name, renamed(name.formula, names), hidden=name.hidden)
    for name in of_workbook:
        formula = renamed(name.formula, names)
        points_here = pattern.lower() in named(name.formula).sheets
        is_free = _OF_DELETED in known.get(name.name.lower(), _OF_DELETED) and name.name.lower() not in tables
        if points_here and is_free and named(formula).sheets.issubset(sheets):
            workbook.add_name(name.name, formula, hidden=name.hidden)
            if name.name.startswith("_cobranza.") and SCHEMA_NAME not in workbook.names:
                workbook.add_name(SCHEMA_NAME, str(SCHEMA), hidden=True)
