"""`cobranza doctor`: what works on this machine, and what to do about the rest."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path
from typing import Final

from xl_cobranza import __version__
from xl_cobranza.adapters.outbox.extras import PACKAGES
from xl_cobranza.addin.installing.checkup import checkup
from xl_cobranza.addin.installing.places import this_machine
from xl_cobranza.faces import console
from xl_cobranza.faces.commands.addin_findings import Finding, findings
from xl_cobranza.template import packaged
from xl_cobranza.wording.messages import message

NEEDED: Final = ("typer", "rich", "pydantic", "babel", "holidays", "phonenumberslite", "jinja2", "openpyxl", "xlwings")


def examine(language: str) -> Iterator[Finding]:
    """Every check, in the order to read them. Nothing heavy is imported: presence is enough."""
    yield Finding("xl-cobranza", "ok", __version__)
    yield _python(language)
    yield from (_package(name, language) for name in NEEDED)
    yield _isal(language)
    yield _template(language)
    yield _zones(language)
    yield _folder(language)
    yield _console(language)
    yield _excel(language)
    yield from findings(checkup(this_machine()), language)
    yield _letters(language)
    yield _libreoffice(language)


def run(language: str) -> int:
    """Print the check-up as a table; 1 when something asks to be mended."""
    from rich import box
    from rich.table import Table

    found = list(examine(language))
    table = Table(box=box.SIMPLE_HEAD, expand=False)
    for heading in ("part", "state", "detail"):
        table.add_column(message(heading, language), no_wrap=heading != "detail")
    for finding in found:
        table.add_row(finding.part, message(finding.state, language), finding.detail)
    console.answer(console.rendered(table))
    return int(any(finding.state == "missing" for finding in found))


def _python(language: str) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    part = message("doctor_python", language)
    if sys.version_info < (3, 11):  # noqa: UP036 - a copied folder runs on any Python; an installed one cannot
        return Finding(part, "missing", message("python_too_old", language, version=version))
    return Finding(part, "ok", version)


def _package(name: str, language: str) -> Finding:
    part = message("doctor_package", language, name=name)
    try:
        return Finding(part, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(part, "missing", message("not_installed", language, name=name))


def _isal(language: str) -> Finding:
    part = message("doctor_package", language, name="isal")
    if util.find_spec("isal") is None:
        return Finding(part, "optional", message("without_isal", language))
    return Finding(part, "ok", metadata.version("isal"))


def _template(language: str) -> Finding:
    part = message("doctor_template", language)
    found = next((path for path in (packaged.INSTALLED, packaged.IN_REPOSITORY) if path.exists()), None)
    if found is None:
        return Finding(part, "missing", message("template_missing", language))
    return Finding(part, "ok", found.name)


def _zones(language: str) -> Finding:
    from zoneinfo import available_timezones

    part = message("doctor_zones", language)
    count = len(available_timezones())
    if not count:
        return Finding(part, "missing", message("zones_missing", language))
    return Finding(part, "ok", str(count))


def _folder(language: str) -> Finding:
    part = message("doctor_folder", language)
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "ñ.tmp").write_bytes(b"x" * 4096)
            return Finding(part, "ok", str(Path(folder).parent))
    except OSError:
        return Finding(part, "missing", message("folder_refused", language, path=tempfile.gettempdir()))


def _console(language: str) -> Finding:
    part = message("doctor_console", language)
    encoding = sys.stdout.encoding or "ascii"
    try:
        "áéíóúñ¿¡«»€✓".encode(encoding)
    except UnicodeEncodeError:
        return Finding(part, "optional", message("console_poor", language, encoding=encoding))
    return Finding(part, "ok", encoding)


def _excel(language: str) -> Finding:
    part = message("doctor_excel", language)
    if sys.platform in ("win32", "darwin") and _has_excel():
        return Finding(part, "ok", message("excel_found", language))
    return Finding(part, "optional", message("excel_absent", language))


def _has_excel() -> bool:
    if sys.platform == "darwin":
        return Path("/Applications/Microsoft Excel.app").exists()
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
        except OSError:
            return False
        return True
    return False


def _letters(language: str) -> Finding:
    part, packages = message("doctor_letters", language), PACKAGES["cartas"]
    absent = [package for module, package in packages.items() if util.find_spec(module) is None]
    if absent:
        cure = {"found": ", ".join(absent), "packages": " ".join(packages.values())}
        return Finding(part, "optional", message("letters_absent", language, **cure))
    return Finding(part, "ok", ", ".join(packages.values()))


def _libreoffice(language: str) -> Finding:
    part = message("doctor_libreoffice", language)
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return Finding(part, "optional", message("libreoffice_absent", language))
    return Finding(part, "ok", found)
