Attribute VB_Name = "CobranzaRibbon"
Option Explicit

' The tab Cobranza, as far as Excel needs it: every button comes here with the name of its action in its tag,
' and Python does the work. Nothing runs by itself when the file is opened.

Private Const LETTERS As String = "abcdefghijklmnopqrstuvwxyz_"
Private Const LONGEST As Long = 40

Public Sub OnAction(control As IRibbonControl)
    RunAction control.Tag
End Sub

Public Sub GetLabel(control As IRibbonControl, ByRef returned)
    returned = CobranzaText(control.ID, "label", CobranzaLanguage())
End Sub

Public Sub GetSupertip(control As IRibbonControl, ByRef returned)
    returned = CobranzaText(control.ID, "supertip", CobranzaLanguage())
End Sub

Public Sub RunAction(ByVal action As String)
    Dim obstacle As String
    On Error GoTo failed
    obstacle = WhatPrevents(action)
    If obstacle = "" Then
        RunPython PythonCommand(action)
    Else
        MsgBox CobranzaText(obstacle, "label", CobranzaLanguage()), vbExclamation, "Cobranza"
    End If
    Exit Sub
failed:
    MsgBox Err.Description, vbCritical, "Cobranza"
End Sub

' The key of the message that says why the action cannot start; blank when it can.
Public Function WhatPrevents(ByVal action As String) As String
    If Not IsAction(action) Then
        WhatPrevents = "unknown_action"
    ElseIf ActiveWorkbook Is Nothing Then
        WhatPrevents = "no_workbook"
    ElseIf Not CanBeHandedOver(ActiveWorkbook.FullName) Then
        WhatPrevents = "odd_name"
    ElseIf Not KnowsPython() Then
        WhatPrevents = "no_python"
    End If
End Function

' Single quotes only: xlwings puts the command between double quotes.
Public Function PythonCommand(ByVal action As String) As String
    PythonCommand = "import xl_cobranza.faces.ribbon as r; r.run('" & action & "')"
End Function

' A tag becomes part of a command line, so it may hold small letters and _ only.
Public Function IsAction(ByVal action As String) As Boolean
    Dim i As Long
    If Len(action) = 0 Or Len(action) > LONGEST Then Exit Function
    For i = 1 To Len(action)
        If InStr(1, LETTERS, Mid$(action, i, 1), vbBinaryCompare) = 0 Then Exit Function
    Next i
    IsAction = True
End Function

' xlwings hands the path over in a list divided by ; and cuts the name at =.
Public Function CanBeHandedOver(ByVal fullName As String) As Boolean
    CanBeHandedOver = InStr(1, fullName, ";") = 0 And InStr(1, fullName, "=") = 0
End Function

' Without it xlwings would start whatever program is called python.
Private Function KnowsPython() As Boolean
    Dim interpreter As String
    #If Mac Then
        ' The sandbox may not look at it; xlwings tells if it is not there.
        interpreter = GetConfig("INTERPRETER_MAC")
        KnowsPython = interpreter <> ""
    #Else
        interpreter = GetConfig("INTERPRETER_WIN")
        If interpreter <> "" Then KnowsPython = FileExists(interpreter)
    #End If
End Function
