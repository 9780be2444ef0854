"""The buttons: the workbook that is open in Excel, through xlwings.

A button is the same call as its command; here are only arguments, messages, and the way
into the open workbook and back.
"""
