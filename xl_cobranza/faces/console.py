"""What reaches the person: standard output for the answer, standard error for everything said about it."""

import errno
import os
import shutil
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80  # of a pipe; a terminal says its own
_begun = threading.Event()  # set by the first piece of an answer


def prepare() -> None:
    """Before a command. Make any text printable: a character the console lacks becomes «?», never an error."""
    _begun.clear()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def speak_json() -> None:
    """JSON is UTF-8 whatever the console speaks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


def answered() -> bool:
    """Whether the command has begun its answer."""
    return _begun.is_set()


def answer(text: str) -> None:
    """Print on standard output. When nobody reads on (`| head`), the rest is dropped in silence."""
    _begun.set()
    _write(sys.stdout, (text, "\n"))


def answer_pieces(pieces: Iterable[str]) -> None:
    """Print a text that is made while it is printed."""
    _begun.set()
    _write(sys.stdout, chain(pieces, ("\n",)))


def say(text: str) -> None:
    """Print on standard error."""
    _write(sys.stderr, (text, "\n"))


def _write(stream: TextIO, pieces: Iterable[str]) -> None:
    try:
        stream.writelines(pieces)
        stream.flush()
    except OSError as fault:
        if fault.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says the second of a closed pipe
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def wrapped(text: str, indent: str = "") -> str:
    """A sentence broken between words to fit a terminal; whole in a pipe, where a line is a record."""
    if not sys.stdout.isatty():
        return text
    columns = shutil.get_terminal_size().columns
    return textwrap.fill(text, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def rendered(table: object) -> str:
    """A table of rich as text, as wide and as colourful as standard output allows."""
    console = terminal(to_errors=False)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().strip("\n").splitlines())


def terminal(*, to_errors: bool) -> "Console":
    """A console of rich; imported here, for `--help` must not pay for it."""
    from rich.console import Console

    stream = sys.stderr if to_errors else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False, markup=False, emoji=False)


@contextmanager
def progress(language: str, first: str, total: int) -> Iterator[Callable[..., None]]:
    """A bar on a terminal, nothing in a pipe. Call what it yields after each unit, with the name of the next."""
    if not sys.stderr.isatty():
        yield lambda _step=first: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    errors = terminal(to_errors=True)
    # rich would send to the bar's stream whatever is printed meanwhile: wrong when the answer goes to a pipe
    with Progress(*columns, console=errors, transient=True, redirect_stdout=sys.stdout.isatty()) as bars:
        task = bars.add_task(message(first, language), total=total)

        def advance(step: str = first) -> None:
            bars.update(task, description=message(step, language), advance=1)

        yield advance
