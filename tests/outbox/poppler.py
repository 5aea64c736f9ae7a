"""What another program reads in a PDF."""

import os
import re
import shutil
import subprocess

import pytest


def text(pdf: bytes) -> str:
    """The text as poppler's `pdftotext -layout` finds it."""
    return _run("pdftotext", "-layout", "-enc", "UTF-8", "-", "-", pdf=pdf)


def facts(pdf: bytes) -> dict[str, str]:
    """Title, author, paper, pages, whether it is tagged."""
    lines = (line.partition(":") for line in _run("pdfinfo", "-", pdf=pdf).splitlines())
    return {name: value.strip() for name, _, value in lines}


def tags(pdf: bytes) -> list[str]:
    """The elements of the document as a screen reader meets them, without their text."""
    return re.findall(r"^ *([A-Z][A-Za-z0-9]*)(?:[ :]|$)", _run("pdfinfo", "-struct", "-", pdf=pdf), re.MULTILINE)


def edges(pdf: bytes) -> tuple[float, float]:
    """The leftmost and the rightmost end of a word, in points."""
    boxes = re.findall(
        r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', _run("pdftotext", "-bbox", "-", "-", pdf=pdf)
    )
    return min(float(left) for left, _ in boxes), max(float(right) for _, right in boxes)


def overlaps(pdf: bytes) -> list[tuple[str, str]]:
    """The words that are printed over one another, by the middle of their lines and their ends."""
    found = [
        (word, *map(float, (left, top, right, bottom)))
        for left, top, right, bottom, word in re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
            _run("pdftotext", "-bbox", "-", "-", pdf=pdf),
        )
    ]
    return [
        (one, other)
        for n, (one, left, top, right, bottom) in enumerate(found)
        for other, left2, top2, right2, bottom2 in found[n + 1 :]
        if left < right2 - 0.5
        and left2 < right - 0.5
        and abs((top + bottom) - (top2 + bottom2)) / 2 < (bottom - top) / 3
    ]


def words(read: str) -> str:
    """A text without what differs between a page and a line: blanks, colons of labels, hyphens at the ends of lines."""
    return re.sub(r"[\s:\u00ad\u2010-]", "", read)


def _run(program: str, *options: str, pdf: bytes) -> str:
    if not shutil.which(program) and not os.environ.get("CI"):
        pytest.skip("poppler is not on this machine")
    return subprocess.run([program, *options], input=pdf, capture_output=True, check=True).stdout.decode(
        errors="replace"
    )
