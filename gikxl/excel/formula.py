"""python -m gikxl.excel.formula REQUEST ANSWER: computes one worksheet function of the add-in.

Both are files in UTF-16. A request comes out of somebody's workbook, so it is held to its form:
lines that end in CR LF; “gikxl 1”, the name of the function, for each argument “argument” and
its rows, each as “row” and its cells, and last “end”. A cell is one line: “blank”, “number 1.5”,
“truth 1”, “date 45292.5” (days since 1899-12-30), “error 2042” (a number of Excel's) or “text …”,
in which a backslash stands before what would end the line. The answer is “n” and a number or “t”
and a text.

Exit codes: 0 if there is an answer; 1 if there is none, and the cell has to say so.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gikxl.excel.functions import gikxl_check, gikxl_diff, gikxl_say

FUNCTIONS: Mapping[str, tuple[Callable[..., Any], int]] = {
    "GIKXL_DIFF": (gikxl_diff, 2),
    "GIKXL_CHECK": (gikxl_check, 1),
    "GIKXL_SAY": (gikxl_say, 2),
}
"""What may be asked for, and its number of arguments."""
MOST_BYTES = 1_000_100
"""The add-in writes no more than 500,000 characters, and a last line."""
LONGEST_TEXT = 32_767
"""Characters that Excel allows in a cell."""
ERRORS = {
    "2000": "#NULL!", "2007": "#DIV/0!", "2015": "#VALUE!", "2023": "#REF!", "2029": "#NAME?",
    "2036": "#NUM!", "2042": "#N/A", "2045": "#SPILL!", "2050": "#CALC!",
}  # fmt: skip
_DAY_0 = datetime(1899, 12, 30)
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?")
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPES = {"\\": "\\", "r": "\r", "n": "\n"}

Rows = list[list[Any]]


def answer(request: str) -> str:
    """The answer to a request; ValueError if it is not held to its form."""
    function, arguments = read_request(request)
    result = function(*arguments)
    return f"t{result[:LONGEST_TEXT]}" if isinstance(result, str) else f"n{result}"


def read_request(request: str) -> tuple[Callable[..., Any], list[Rows]]:
    """The function that is asked for, and its arguments; ValueError for any other form."""
    lines = request.split("\r\n")
    if lines[0] != "gikxl 1" or lines[-2:] != ["end", ""]:
        raise ValueError("not a request of this version, or not the whole of one")
    function, count = _one_of(FUNCTIONS, lines[1])
    arguments: list[Rows] = []
    for line in lines[2:-2]:
        _add(arguments, line)
    if len(arguments) != count:
        raise ValueError(f"{len(arguments)} arguments instead of {count}")
    return function, arguments


def _add(arguments: list[Rows], line: str) -> None:
    if line == "argument":
        arguments.append([])
    elif line == "row" and arguments:
        arguments[-1].append([])
    elif arguments and arguments[-1]:
        kind, _, value = line.partition(" ")
        arguments[-1][-1].append(_one_of(_CELLS, kind)(value))
    else:
        raise ValueError(f"out of place: {line[:80]!r}")


def _one_of(known: Mapping[str, Any], name: str) -> Any:
    if name not in known:
        raise ValueError(f"not known: {name[:80]!r}")
    return known[name]


def _number(value: str) -> float:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"not a number: {value[:80]!r}")
    return float(value)


_CELLS: dict[str, Callable[[str], Any]] = {
    "blank": lambda _: None,
    "number": _number,
    "truth": lambda value: _one_of({"1": True, "0": False}, value),
    "date": lambda value: _DAY_0 + timedelta(days=_number(value)),
    "error": lambda value: ERRORS.get(value, "#错误"),
    "text": lambda value: _ESCAPED.sub(lambda found: _one_of(_ESCAPES, found[1]), value),
}


def main(arguments: Sequence[str]) -> None:
    """Read the request in the first file and write the answer into the second, a new one."""
    request, reply = map(Path, arguments)
    with request.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("too long")
    # A cell can hold half a character: an emoji that was cut in two.
    answered = answer(content.decode("utf-16", "replace"))
    with reply.open("xb") as file:
        file.write(answered.encode("utf-16", "replace"))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
