"""Set up and run the project from a fresh clone; needs nothing but Python 3.11 or newer.

python3 dev.py demo     check the example workbook and show its findings
python3 dev.py test     run the tests
python3 dev.py lint     run lint, types, the import contract, and rebuild the committed files
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
READY = VENV / "ready"
ERRORS_FOUND = 1

DEMO = [["-m", "gikxl", "check", "workbook/示例-有错误.xlsx"]]
TEST = [["-m", "pytest", "-n", "auto"]]
LINT = [
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
    ["workbook/build.py", "--check"],
]


def main(arguments: list[str]) -> int:
    """Run one of the commands above; its exit code."""
    commands = {"demo": DEMO, "test": TEST, "lint": LINT}.get(arguments[0] if arguments else "")
    if commands is None:
        print(__doc__)
        return 2
    set_up()
    codes = [run(*command, *arguments[1:]) for command in commands]
    if commands is DEMO:
        return 0 if codes == [ERRORS_FOUND] else 1
    return max(codes)


def set_up() -> None:
    """Make the virtual environment, once for each state of pyproject.toml."""
    wanted = (HERE / "pyproject.toml").read_text(encoding="utf-8")
    if READY.exists() and READY.read_text(encoding="utf-8") == wanted:
        return
    venv.create(VENV, with_pip=True, clear=VENV.exists())
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The plain kind of editable install costs nothing when Python starts.
    install += ["--config-settings", "editable_mode=compat"]
    if run(*install, "--editable", ".[dev,pdf,excel,mail]"):
        raise SystemExit("pip could not install the project, see above")
    run("-m", "compileall", "-q", "gikxl")
    READY.write_text(wanted, encoding="utf-8")


def run(*arguments: str) -> int:
    """Run the environment's Python in the project's folder."""
    return subprocess.run([PYTHON, *arguments], cwd=HERE, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
