"""The workbook 汇总.xlsx, one module a sheet."""

from gikxl.collect.rollup.workbook.book import write_workbook
from gikxl.collect.rollup.workbook.made import RollUp

__all__ = ["RollUp", "write_workbook"]
