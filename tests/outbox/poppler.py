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


def words(read: str) -> str:
    """A text without what differs between a page and a line: blanks, colons of labels, hyphens at the ends of lines."""
    return re.sub(r"[\s:\u00ad\u2010-]", "", read)


def _run(program: str, *options: str, pdf: bytes) -> str:
    if not shutil.which(program) and not os.environ.get("CI"):
        pytest.skip("poppler is not on this machine")
    return subprocess.run([program, *options], input=pdf, capture_output=True, check=True).stdout.decode(
        errors="replace"
    )
