"""A part given out as it was while expat reads it, but for what is written or left out on the way."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from xl_cobranza.adapters.xlsx.xml_text import new_parser
from xl_cobranza.errors import Refused


class ExpatCopy:
    """What every engine on expat shares; its handlers are `_start` and `_end` of the engine.

    Positions are those of the part; `_buffer` starts at `_base`, and up to `_done` all was given out.
    """

    def __init__(self, given: int) -> None:
        self._buffer, self._base = b"", 0
        self._done, self._safe = given, 0  # up to `_safe` nothing more will change
        self._out: list[bytes] = []
        self._parser = new_parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end

    def run(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The part, as its chunks come in. Raises `Refused("damaged_sheet")`, and what the handlers raise."""
        try:
            for chunk in chunks:
                self._parse(chunk)
                self._copy(self._settled())
                yield self._given_out()
            self._parser.Parse(b"", True)
            self._copy(self._base + len(self._buffer))
            yield self._given_out()
        except (expat.ExpatError, ValueError) as error:
            raise Refused("damaged_sheet", found=str(error)) from None

    def _parse(self, chunk: bytes) -> None:
        self._buffer += chunk
        self._parser.Parse(chunk, False)

    def _settled(self) -> int:
        """How far the part may be given out by now."""
        return self._safe

    def _given_out(self) -> bytes:
        if self._done > self._base:
            self._buffer, self._base = self._buffer[self._done - self._base :], self._done
        given, self._out = b"".join(self._out), []
        return given

    def _bytes(self, start: int, end: int) -> bytes:
        return self._buffer[start - self._base : end - self._base]

    def _copy(self, end: int) -> None:
        """Give out what was not given out up to here."""
        if end > self._done:
            self._out.append(self._bytes(self._done, end))
            self._done = end

    def _tag_end(self, at: int) -> int:
        """Where the end tag at this place ends."""
        return self._buffer.index(b">", at - self._base) + 1 + self._base

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError
