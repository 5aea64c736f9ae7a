"""The libraries that letters need are imported when one is written: whoever writes none need not have them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from xl_cobranza.errors import Refused

# extra → what is imported to write a PDF or a Word file → the package that brings it
PACKAGES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"cartas": MappingProxyType({"typst": "typst", "docxtpl": "docxtpl", "docx": "python-docx"})}
)


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around an import: refused, with the packages to install, when a library of the extra is not there."""
    try:
        yield
    except ImportError as error:
        module, packages = (error.name or "").partition(".")[0], PACKAGES[name]
        raise Refused(
            "extra_missing", found=packages.get(module, module), packages=" ".join(packages.values())
        ) from error
