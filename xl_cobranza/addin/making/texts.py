"""The words of the ribbon as a module of VBA. Letters outside ASCII are spelt by number, so no code page matters."""

import struct
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from xl_cobranza.addin.making.ribbon import LANGUAGES, Ribbon

NAME: Final = "CobranzaTexts"
_HEAD: Final = """Attribute VB_Name = "{name}"
Option Explicit

' Made from macros/ribbon.json: change it there.

Public Const COBRANZA_VERSION As String = "{version}"
Public Const COBRANZA_ACTIONS As String = "{actions}"
"""
_LANGUAGE: Final = """
' The language of Excel's own menus (msoLanguageIDUI is 2); the low ten bits tell English, 9, of any country.
Public Function CobranzaLanguage() As String
    Dim settings As Object, identifier As Long
    On Error Resume Next
    Set settings = Application.LanguageSettings
    identifier = settings.LanguageID(2)
    On Error GoTo 0
    CobranzaLanguage = "es"
    If (identifier And 1023) = 9 Then CobranzaLanguage = "en"
End Function
"""


def texts_module(ribbon: Ribbon, version: str) -> str:
    """The module: the version, the actions, the language, and every text by control, field and language."""
    head = _HEAD.format(name=NAME, version=version, actions=" ".join(ribbon.actions))
    return "\n".join((head + _LANGUAGE, *_lookup(ribbon), ""))


def _lookup(ribbon: Ribbon) -> Iterator[str]:
    arguments = ("control", "field", "language")
    yield f"Public Function CobranzaText({', '.join(f'ByVal {name} As String' for name in arguments)}) As String"
    yield '    Select Case control & " " & field & " " & language'
    for control in ribbon.controls():
        for field, text in control.texts.items():
            for language in LANGUAGES:
                yield f'        Case "{control.id} {field} {language}": CobranzaText = {literal(text[language])}'
    yield "    End Select"
    yield "End Function"


def literal(text: str) -> str:
    """A text as an expression of VBA.

    >>> print(literal('Guía "A" ya'))
    "Gu" & ChrW(237) & "a ""A"" ya"
    """
    pieces = []
    for plain, letters in groupby(text, key=lambda letter: " " <= letter <= "~"):
        if plain:
            pieces.append('"' + "".join(letters).replace('"', '""') + '"')
        else:
            units = "".join(letters).encode("utf-16-le")  # VBA counts letters as Windows does
            pieces += [f"ChrW({unit})" for (unit,) in struct.iter_unpack("<H", units)]
    return " & ".join(pieces) or '""'
