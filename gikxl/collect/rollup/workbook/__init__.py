"""The workbook 汇总.xlsx, one module a sheet."""

from gikxl.collect.rollup.workbook.book import FILE_NAME, write_workbook
from gikxl.collect.rollup.workbook.made import RollUp

__all__ = ["FILE_NAME", "RollUp", "write_workbook"]
