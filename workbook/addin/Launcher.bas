Attribute VB_Name = "Launcher"
Option Explicit

' Every button of the ribbon calls OnAction; the id of a button is the command that Python runs.
' Nothing is read from the open workbook but its name, so a workbook received from elsewhere
' cannot decide what runs.

Private Const ROW_TITLE As Long = 1
Private Const ROW_NO_PYTHON As Long = 2
Private Const ROW_NOT_STARTED As Long = 3
Private Const ROW_ENDED_BADLY As Long = 4

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
    code = RunHidden(shell, CommandLine(python, control.ID, BookName(), CStr(Application.Hwnd)))
    If code <> 0 Then Tell ROW_ENDED_BADLY
    Exit Sub
NotStarted:
    Tell ROW_NOT_STARTED
End Sub

' A name is enough: it is unique in one Excel, saved or not. Nothing where no workbook is open.
Private Function BookName() As String
    If Not ActiveWorkbook Is Nothing Then BookName = ActiveWorkbook.Name
End Function

Private Function CommandLine(ByVal python As String, ByVal command As String, ByVal book As String, _
        ByVal hwnd As String) As String
    CommandLine = PythonLine(python, "gikxl.excel " & command & " " & Quoted("--wb=" & book) _
        & " --from_xl=1 --hwnd=" & hwnd)
End Function

Private Sub Tell(ByVal row As Long)
    MsgBox Message(row), vbExclamation, Message(ROW_TITLE)
End Sub
