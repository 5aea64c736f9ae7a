"""The libraries that letters need are imported when one is written: whoever writes none need not have them."""

from collections.abc import Iterator
from contextlib import contextmanager

from xl_cobranza.errors import Refused


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around an import: refused, with the extra that brings it, when a library is not there."""
    try:
        yield
    except ImportError as error:
        raise Refused("extra_missing", found=(error.name or "").partition(".")[0], extra=name) from error
