"""Texts that Excel would take for something else when they are written, as if a person had typed them."""

from typing import Final

_LONGEST: Final = 40  # a longer text is no number, day or time in any country
_MARKS: Final = ("=", "+", "-", "@", "'", "#")
_TRUTHS: Final = frozenset({
    "true", "false", "verdadero", "falso", "vrai", "faux", "wahr", "falsch", "vero", "verdadeiro", "cert", "fals",
    "egia", "gezurra",
})  # fmt: skip


def is_at_risk(text: str) -> bool:
    """Whether a text may become a number, a day, a truth, an error or a formula, in a cell that is no text cell.

    >>> [is_at_risk(text) for text in ("0012", "1-30", "=1+1", "+52 55", "VERDADERO", "#N/A", "Recordatorio")]
    [True, True, True, True, True, True, False]
    """
    if text.startswith(_MARKS) or text.strip().casefold() in _TRUTHS:
        return True
    return len(text) <= _LONGEST and any(character.isdigit() for character in text)
