Attribute VB_Name = "CobranzaSelfTest"
Option Explicit

' For whoever looks after the machine: writes into a new workbook what the macros know. Needs no Python.
Public Sub Cobranza_SelfTest()
    Dim sheet As Object
    Set sheet = Workbooks.Add.Worksheets(1)
    WriteWhatIsKnown sheet
End Sub

Public Sub WriteWhatIsKnown(ByVal sheet As Object)
    Dim actions As Variant, i As Long
    sheet.Cells(1, 1).Value = COBRANZA_VERSION
    sheet.Cells(1, 2).Value = XLWINGS_VERSION
    sheet.Cells(1, 3).Value = CobranzaLanguage()
    actions = Split(COBRANZA_ACTIONS, " ")
    For i = 0 To UBound(actions)
        sheet.Cells(i + 2, 1).Value = actions(i)
        sheet.Cells(i + 2, 2).Value = CobranzaText(actions(i), "label", "es")
        sheet.Cells(i + 2, 3).Value = CobranzaText(actions(i), "label", "en")
        sheet.Cells(i + 2, 4).Value = WhatPrevents(actions(i))
        sheet.Cells(i + 2, 5).Value = PythonCommand(actions(i))
    Next i
End Sub
