Attribute VB_Name = "Functions"
Option Explicit

' The worksheet functions. Plain numbers are added up here; everything else is asked of Python,
' in a file: what a cell counts as is decided in one place. A function only looks at the cells it
' is given. Whatever goes wrong is a readable text in the cell, never a dialog.

Private Const ROW_NO_PYTHON As Long = 5
Private Const ROW_NOT_ANSWERED As Long = 6
Private Const ROW_TOO_LARGE As Long = 7
Private Const OWN_ERRORS As Long = 30000
Private Const MOST_CELLS As Long = 20000
Private Const MOST_CHARACTERS As Long = 500000
Private Const MOST_ANSWERS As Long = 500
Private Const TEMPORARY_FOLDER As Long = 2
Private Const FOR_READING As Long = 1
Private Const UNICODE As Long = -1

' Excel computes a formula more often than its cells change.
Private Answers As Object

Public Function GIKXL_DIFF(left_cells As Variant, right_cells As Variant) As Variant
    Dim total As Variant
    On Error GoTo Failed
    total = CDec(0)
    If Added(Blocks(left_cells), 1, total) And Added(Blocks(right_cells), -1, total) Then
        GIKXL_DIFF = CDbl(total)
    Else
        GIKXL_DIFF = Answer("GIKXL_DIFF", left_cells, right_cells)
    End If
    Exit Function
Failed:
    GIKXL_DIFF = Reason(Err.Number)
End Function

Public Function GIKXL_CHECK(table As Variant) As Variant
    On Error GoTo Failed
    GIKXL_CHECK = Answer("GIKXL_CHECK", table)
    Exit Function
Failed:
    GIKXL_CHECK = Reason(Err.Number)
End Function

Public Function GIKXL_SAY(table As Variant, sentence As Variant) As Variant
    On Error GoTo Failed
    GIKXL_SAY = Answer("GIKXL_SAY", table, sentence)
    Exit Function
Failed:
    GIKXL_SAY = Reason(Err.Number)
End Function

Private Function Reason(ByVal number As Long) As String
    Dim row As Long
    row = ROW_NOT_ANSWERED
    If number = OWN_ERRORS + ROW_NO_PYTHON Then row = ROW_NO_PYTHON
    If number = OWN_ERRORS + ROW_TOO_LARGE Then row = ROW_TOO_LARGE
    Reason = Message(row)
End Function

' The values of an argument, as tables of one or more cells: one for each area of a range.
Private Function Blocks(given As Variant) As Collection
    Dim found As Collection
    Dim area As Object
    Dim used As Object
    Set found = New Collection
    Set Blocks = found
    If Not IsObject(given) Then
        found.Add Table(given)
        Exit Function
    End If
    For Each area In given.Areas
        ' Whole columns are mostly empty.
        Set used = Application.Intersect(area, area.Worksheet.UsedRange)
        If Not used Is Nothing Then found.Add Values(used)
    Next
End Function

' Value cuts an amount of money to four places, Value2 does not tell a date.
Private Function Values(ByVal used As Object) As Variant
    Dim found As Variant
    Dim typed As Variant
    Dim formulas As Variant
    Dim row As Long
    Dim column As Long
    found = Table(used.Value2)
    typed = Table(used.Value)
    formulas = Table(used.Formula)
    For row = 1 To UBound(found, 1)
        For column = 1 To UBound(found, 2)
            If VarType(typed(row, column)) = vbDate Then found(row, column) = typed(row, column)
            ' A formula without a value is still to be computed: Excel then asks again.
            If IsEmpty(found(row, column)) And Left$(formulas(row, column), 1) = "=" Then
                Err.Raise OWN_ERRORS + ROW_NOT_ANSWERED
            End If
        Next
    Next
    Values = found
End Function

' One value and a plain list (as {1,2} in a formula is) as a table of one row.
Private Function Table(ByVal given As Variant) As Variant
    Dim found() As Variant
    Dim columns As Long
    Dim column As Long
    If Not IsArray(given) Then
        ReDim found(1 To 1, 1 To 1)
        found(1, 1) = given
        Table = found
        Exit Function
    End If
    On Error Resume Next
    columns = UBound(given, 2)
    On Error GoTo 0
    If columns > 0 Then
        Table = given
        Exit Function
    End If
    ReDim found(1 To 1, 1 To UBound(given))
    For column = 1 To UBound(given)
        found(1, column) = given(column)
    Next
    Table = found
End Function

' Adds up plain numbers, in decimal: 0.1 + 0.2 - 0.3 is 0. False where anything else is among them.
Private Function Added(ByVal tables As Collection, ByVal sign As Long, total As Variant) As Boolean
    Dim one As Variant
    Dim cell As Variant
    On Error GoTo NotPlain
    For Each one In tables
        For Each cell In one
            Select Case VarType(cell)
                Case vbInteger, vbLong, vbSingle, vbDouble, vbCurrency, vbDecimal
                    total = total + sign * CDec(cell)
                Case vbString
                    If Trim$(cell) <> "" And cell <> "-" And cell <> ChrW(&H2014) Then Exit Function
                Case Is <> vbEmpty
                    Exit Function
            End Select
        Next
    Next
    Added = True
NotPlain:
End Function

Private Function Answer(ByVal name As String, ParamArray given() As Variant) As Variant
    Dim request As String
    Dim argument As Variant
    request = "gikxl 1" & vbCrLf & name & vbCrLf
    For Each argument In given
        request = request & "argument" & vbCrLf & Written(Blocks(argument))
        If Len(request) > MOST_CHARACTERS Then Err.Raise OWN_ERRORS + ROW_TOO_LARGE
    Next
    request = request & "end" & vbCrLf
    If Answers Is Nothing Then Set Answers = CreateObject("Scripting.Dictionary")
    If Not Answers.Exists(request) Then
        If Answers.Count >= MOST_ANSWERS Then Answers.RemoveAll
        Answers.Add request, FromPython(request)
    End If
    Answer = Answers.Item(request)
End Function

' A line for each cell: what it is, and its value.
Private Function Written(ByVal tables As Collection) As String
    Dim one As Variant
    Dim cells As Long
    Dim row As Long
    Dim column As Long
    Dim text As String
    For Each one In tables
        cells = cells + UBound(one, 1) * UBound(one, 2)
        If cells > MOST_CELLS Then Err.Raise OWN_ERRORS + ROW_TOO_LARGE
        For row = 1 To UBound(one, 1)
            text = "row" & vbCrLf
            For column = 1 To UBound(one, 2)
                text = text & WrittenCell(one(row, column)) & vbCrLf
            Next
            Written = Written & text
            If Len(Written) > MOST_CHARACTERS Then Err.Raise OWN_ERRORS + ROW_TOO_LARGE
        Next
    Next
End Function

Private Function WrittenCell(ByVal value As Variant) As String
    Select Case VarType(value)
        Case vbEmpty, vbNull
            WrittenCell = "blank"
        Case vbString
            value = Replace(value, "\", "\\")
            WrittenCell = "text " & Replace(Replace(value, vbCr, "\r"), vbLf, "\n")
        Case vbBoolean
            WrittenCell = "truth " & IIf(value, 1, 0)
        Case vbError
            WrittenCell = "error " & CLng(value)
        Case vbDate
            WrittenCell = "date " & Trim$(Str$(CDbl(value)))
        Case Else
            WrittenCell = "number " & Trim$(Str$(value))
    End Select
End Function

Private Function FromPython(ByVal request As String) As Variant
    Dim shell As Object
    Dim files As Object
    Dim python As String
    Dim path As String
    Dim number As Long
    Set shell = CreateObject("WScript.Shell")
    python = InstalledPython(shell)
    If python = "" Then Err.Raise OWN_ERRORS + ROW_NO_PYTHON
    Set files = CreateObject("Scripting.FileSystemObject")
    path = files.BuildPath(files.GetSpecialFolder(TEMPORARY_FOLDER).Path, files.GetTempName())
    On Error Resume Next
    FromPython = Exchanged(shell, files, python, path, request)
    number = Err.Number
    files.DeleteFile path
    files.DeleteFile path & ".answer"
    On Error GoTo 0
    If number <> 0 Then Err.Raise number
End Function

Private Function Exchanged(ByVal shell As Object, ByVal files As Object, ByVal python As String, _
        ByVal path As String, ByVal request As String) As Variant
    Dim file As Object
    Dim text As String
    Set file = files.CreateTextFile(path, False, True)
    file.Write request
    file.Close
    text = PythonLine(python, "gikxl.excel.formula " & Quoted(path) & " " & Quoted(path & ".answer"))
    If RunHidden(shell, text) <> 0 Then Err.Raise OWN_ERRORS + ROW_NOT_ANSWERED
    Set file = files.OpenTextFile(path & ".answer", FOR_READING, False, UNICODE)
    text = file.ReadAll
    file.Close
    ' Val reads a number as Python writes it, whatever the country that Windows is set to.
    If Left$(text, 1) = "n" Then Exchanged = Val(Mid$(text, 2)) Else Exchanged = Mid$(text, 2)
End Function
