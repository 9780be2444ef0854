Attribute VB_Name = "Installed"
Option Explicit
Option Private Module

' How Python is found and started, for the buttons and the worksheet functions alike. ASCII only:
' the Chinese messages stand in column A of this add-in's sheet.

Private Const PYTHON_KEY As String = "HKEY_CURRENT_USER\Software\gikxl\Python"
Private Const HIDDEN_WINDOW As Long = 0

' What "gikxl addin install" wrote down; nothing where it never ran.
Public Function InstalledPython(ByVal shell As Object) As String
    On Error Resume Next
    InstalledPython = shell.RegRead(PYTHON_KEY)
End Function

Public Function PythonLine(ByVal python As String, ByVal arguments As String) As String
    PythonLine = Replace(Quoted(python) & " -I -B -X utf8 -m " & arguments, "%", "%GIKXL_PERCENT%")
End Function

' Waits for the end; gives the exit code.
Public Function RunHidden(ByVal shell As Object, ByVal text As String) As Long
    ' Run replaces %NAME% by the environment's value: a percent sign goes in as such a value.
    shell.Environment("PROCESS").Item("GIKXL_PERCENT") = "%"
    RunHidden = shell.Run(text, HIDDEN_WINDOW, True)
End Function

Public Function Quoted(ByVal text As String) As String
    Quoted = """" & Replace(text, """", "\""") & """"
End Function

Public Function Message(ByVal row As Long) As String
    Message = ThisWorkbook.Worksheets(1).Range("A" & row).Value
End Function
