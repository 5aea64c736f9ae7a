"""Where the finished template lies: inside the package when installed, at the root of the repository otherwise."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent.parent
INSTALLED: Final = _PACKAGE / "workbook_template.xlsx"
IN_REPOSITORY: Final = _PACKAGE.parent / "workbook_template.xlsx"


def copy_template(destination: Path) -> None:
    """Copy the template with its sample data. Raises FileExistsError rather than overwrite."""
    with destination.open("xb") as file:
        file.write(template_bytes())


def template_bytes() -> bytes:
    """The template with its sample data."""
    return (INSTALLED if INSTALLED.exists() else IN_REPOSITORY).read_bytes()
