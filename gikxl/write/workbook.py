"""A copy of a received workbook, in memory, and its safe way to the disk.

The seam to the patcher: `edit`, `mark` and `results` say what is to change, and nothing
else does.
"""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from gikxl.write.files import replacing
from gikxl.write.wording import clean

if TYPE_CHECKING:
    from decimal import Decimal

    from gikxl.write.patch.book import Book
    from gikxl.write.patch.cells import Sheet
    from gikxl.write.patch.places import At

NO_MACROS = "不是可以改动的带宏的工作簿，输出文件的扩展名应为 .xlsx"
_LIKE_FORMULAS = ("=", "+", "-", "@")


class Copy(NamedTuple):
    """The copy, and what its sheets are called by the names they have in the source.

    `rebuilt`: made anew from the values, because the source is no workbook in which
    single cells can be changed (xls, et, ods and some others); formats and formulas are
    not in it.
    """

    book: "Book"
    names: Mapping[str, str]
    rebuilt: bool

    def sheet(self, name: str) -> "Sheet | None":
        """The sheet that has this name in the source; None if there is none."""
        return self.book.sheet(self.names[name]) if name in self.names else None


def suffix_for(source: str) -> str:
    """The ending that a copy of this file has: macros stay only in an .xlsm."""
    return ".xlsm" if source.lower().endswith(".xlsm") else ".xlsx"


def write_copy(
    source: str, out: str, change: Callable[[Copy], None], *, over_source: bool = False
) -> bool:
    """Write the workbook `source` to `out`, changed, whole or not at all.

    Nothing but what `change` does to the copy differs from the source, which is proved
    before `out` is replaced. False if the copy had to be made anew from the values.
    ValueError, in Chinese, if `out` cannot be such a copy, or is the source itself and
    that is not wanted.
    """
    macros = out.lower().endswith(".xlsm")
    if not macros and not out.lower().endswith(".xlsx"):
        raise ValueError(f"{out}：输出文件的扩展名应为 {suffix_for(source)}")
    if os.path.exists(out) and os.path.samefile(source, out) and not over_source:
        raise ValueError(f"{out}：输出文件就是原文件，请换一个文件名")
    with open(source, "rb") as file:
        data = file.read()
    try:
        return _changed(data, out, change, macros)
    except ValueError as error:
        raise ValueError(f"{source}：{error}") from error.__cause__


def _changed(data: bytes, out: str, change: Callable[[Copy], None], macros: bool) -> bool:
    """Write the changed copy; False if it had to be made anew."""
    from gikxl.write.patch.book import Book
    from gikxl.write.patch.xml import Unpatchable

    try:
        book = Book(data)
        book.become(macros)
        change(Copy(book, {name: name for name in book.names}, rebuilt=False))
        _save(book, out)
    except Unpatchable as error:
        if macros:
            raise ValueError(NO_MACROS) from error
    else:
        return True
    from gikxl.write.rebuild import rebuilt

    new, names = rebuilt(data)
    book = Book(new)
    change(Copy(book, names, rebuilt=True))
    _save(book, out)
    return False


def _save(book: "Book", out: str) -> None:
    """Write the copy; what depends on changed values is computed when Excel opens it."""
    from gikxl.write.patch.proof import prove
    from gikxl.write.patch.stale import drop_stale_results

    if book.meant():
        drop_stale_results(book)
        book.forget_results()
    data = book.pack()
    with replacing(out) as file:
        file.write(data)
        file.flush()
        with open(file.name, "rb") as written:
            prove(book, written.read())


def put(book: "Book", sheet: "Sheet", at: "At", value: "int | Decimal | str | None") -> None:
    """Set a cell's value; a text stays a text whatever it begins with."""
    if not isinstance(value, str):
        sheet.put(at, value)
        return
    text = clean(value, keep="\n")
    sheet.put(at, text or None)
    if text.startswith(_LIKE_FORMULAS):
        # Otherwise Excel takes it for a formula as soon as someone edits the cell.
        sheet.set_style(at, book.styles.quoted(sheet.style(at)))
