"""From text to the two files: the add-in, and the template as a workbook that carries the same macros."""

from typing import Final

from xl_cobranza.addin import packaged
from xl_cobranza.addin.making import package, project, ribbon, sources
from xl_cobranza.addin.making.sources import Module
from xl_cobranza.addin.making.texts import NAME as TEXTS
from xl_cobranza.addin.making.texts import texts_module
from xl_cobranza.addin.making.wrappers import NAME as WRAPPERS
from xl_cobranza.addin.making.wrappers import wrappers_module

FUNCTIONS: Final = "xl_cobranza.formulas"
PORTABLE: Final = "cobranza.xlsm"
NAMES: Final = (packaged.NAME, PORTABLE)


def build(template: bytes, version: str) -> dict[str, bytes]:
    """Both files by name; the same sources, template and versions make the same bytes."""
    return {packaged.NAME: addin(version), PORTABLE: portable(template, version)}


def addin(version: str, functions: str = FUNCTIONS) -> bytes:
    """The add-in: a tab for every workbook, in the language of Excel's menus."""
    empty = package.empty_workbook(version, sources.xlwings_version())
    modules = _modules(version, functions, packaged.NAME)
    whole = project.with_project(package.typed(empty, package.WITH_MACROS), modules)
    return package.zipped(package.with_ribbon(package.typed(whole, package.ADDIN), _custom_ui(None)))


def portable(template: bytes, version: str, functions: str = FUNCTIONS) -> bytes:
    """The template with the macros and the tab inside; its words are fixed, for macros may not be allowed yet."""
    workbook = package.typed(package.unzipped(template), package.WITH_MACROS)
    whole = project.with_project(workbook, _modules(version, functions, PORTABLE))
    return package.zipped(package.with_ribbon(whole, _custom_ui("es")))


def _modules(version: str, functions: str, name: str) -> list[Module]:
    xlwings = sources.xlwings_modules(is_addin=name == packaged.NAME)
    wrappers = wrappers_module(functions, name)
    return [
        *sources.own_modules(),
        Module(TEXTS, texts_module(_ribbon(), version)),
        *xlwings,
        *([Module(WRAPPERS, wrappers)] if wrappers is not None else ()),
    ]


def _custom_ui(language: str | None) -> bytes:
    return ribbon.custom_ui(_ribbon(), language)


def _ribbon() -> ribbon.Ribbon:
    return ribbon.read(sources.folder() / "ribbon.json")
