Attribute VB_Name = "Launcher"
Option Explicit

' Every button of the ribbon calls OnAction; the id of a button is the command that Python runs.
' Nothing is read from the open workbook but its name, so a workbook received from elsewhere
' cannot decide what runs. ASCII only: the Chinese messages stand in column A of this add-in's sheet.

Private Const PYTHON_KEY As String = "HKEY_CURRENT_USER\Software\gikxl\Python"
Private Const ROW_TITLE As Long = 1
Private Const ROW_NO_PYTHON As Long = 2
Private Const ROW_NOT_STARTED As Long = 3
Private Const ROW_ENDED_BADLY As Long = 4
Private Const HIDDEN_WINDOW As Long = 0

Public Sub OnAction(control As Object)
    Dim shell As Object
    Dim python As String
    Dim code As Long
    On Error GoTo NotStarted
    Set shell = CreateObject("WScript.Shell")
    python = InstalledPython(shell)
    If python = "" Then
        Tell ROW_NO_PYTHON
        Exit Sub
    End If
    ' Run replaces %NAME% by the environment's value: a percent sign goes in as such a value.
    shell.Environment("PROCESS").Item("GIKXL_PERCENT") = "%"
    code = shell.Run(CommandLine(python, control.ID, BookName(), CStr(Application.Hwnd)), HIDDEN_WINDOW, True)
    If code <> 0 Then Tell ROW_ENDED_BADLY
    Exit Sub
NotStarted:
    Tell ROW_NOT_STARTED
End Sub

' What "gikxl addin install" wrote down; nothing where it never ran.
Private Function InstalledPython(ByVal shell As Object) As String
    On Error Resume Next
    InstalledPython = shell.RegRead(PYTHON_KEY)
End Function

' A name is enough: it is unique in one Excel, saved or not. Nothing where no workbook is open.
Private Function BookName() As String
    If Not ActiveWorkbook Is Nothing Then BookName = ActiveWorkbook.Name
End Function

Private Function CommandLine(ByVal python As String, ByVal command As String, ByVal book As String, _
        ByVal hwnd As String) As String
    Dim text As String
    text = Quoted(python) & " -I -B -X utf8 -m gikxl.excel " & command & " " & Quoted("--wb=" & book)
    text = text & " --from_xl=1 --hwnd=" & hwnd
    CommandLine = Replace(text, "%", "%GIKXL_PERCENT%")
End Function

Private Function Quoted(ByVal text As String) As String
    Quoted = """" & Replace(text, """", "\""") & """"
End Function

Private Sub Tell(ByVal row As Long)
    With ThisWorkbook.Worksheets(1)
        MsgBox .Range("A" & row).Value, vbExclamation, .Range("A" & ROW_TITLE).Value
    End With
End Sub
