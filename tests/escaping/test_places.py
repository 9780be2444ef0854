"""Whoever prints does it where what is printed is made text."""

import ast
from pathlib import Path

import gikxl

PACKAGE = Path(gikxl.__file__).parent
MAY_PRINT = {
    "cli/console.py",
    "write/text.py",
    "addin/offline.py",  # the installer: only folders of this computer
    "excel/__main__.py",  # read by the add-in, which shows a text of its own
    "excel/formula.py",
}


def _prints(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Name) and call.id == "print" for call in calls)


def test_only_these_modules_print() -> None:
    found = {str(p.relative_to(PACKAGE).as_posix()) for p in PACKAGE.rglob("*.py") if _prints(p)}
    assert found == MAY_PRINT
