"""Run gikxl.excel in a process of its own, as the ribbon does, with the stand-in for Excel.

python -m tests.excel.engine '{"open": ["a.xlsx"], "answers": [], "files": []}' check --wb=a.xlsx …

The workbooks are opened in this order, then the last one is the active one; `names` may give
them other full names. Afterwards each is saved over its file, and what was shown is printed
as JSON: {"alerts": [[prompt, title, buttons, mode]], "selected": "sheet!A1", "code": 0}.
"""

import json
import runpy
import sys

from tests.excel.engine import Excel, start


def main(settings: str, arguments: list[str]) -> None:
    """Open, run, save, print."""
    wanted = json.loads(settings)
    excel = start()
    books = [excel.open(path) for path in wanted["open"]]
    for book, name in zip(books, wanted.get("names", ()), strict=False):
        excel.move(book, name)
    excel.state.answers = wanted.get("answers", [])
    excel.state.files = wanted.get("files", [])
    code = _run(arguments)
    for book, path in zip(books, wanted["open"], strict=True):
        book.impl._data.wb.save(path)
    print(json.dumps(_told(excel, code), ensure_ascii=False))


def _run(arguments: list[str]) -> object:
    sys.argv = ["gikxl.excel", *arguments]
    try:
        runpy.run_module("gikxl.excel", run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        return leaving.code or 0
    return 0


def _told(excel: Excel, code: object) -> dict[str, object]:
    alerts = [list(alert) for alert in excel.state.alerts]
    selected = excel.selected if excel.app.books else None
    return {"alerts": alerts, "selected": selected, "code": code}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
