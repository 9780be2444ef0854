"""Set up and run the project from a fresh clone; needs nothing but Python 3.11 or newer.

python3 dev.py demo     check the example workbook and show its findings
python3 dev.py test     run the tests
python3 dev.py lint     run lint, types, the import contract, and rebuild the committed files
python3 dev.py fuzz     fuzz for a minute what parses bytes and texts, where atheris installs
"""

import os
import subprocess
import sys
import tomllib
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
FUZZ = [["-m", "tests.fuzz", "--seconds", "3"]]


def main(arguments: list[str]) -> int:
    """Run one of the commands above; its exit code."""
    all_commands = {"demo": DEMO, "test": TEST, "lint": LINT, "fuzz": FUZZ}
    commands = all_commands.get(arguments[0] if arguments else "")
    if commands is None:
        print(__doc__)
        return 2
    set_up()
    if commands is FUZZ and not can_fuzz():
        return 0
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


def can_fuzz() -> bool:
    """Whether atheris is there or can be installed; if not, say why."""
    if not run("-c", "from importlib.util import find_spec as f; exit(f('atheris') is None)"):
        return True
    with (HERE / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]["optional-dependencies"]["fuzz"]
    if run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted):
        print(f"not fuzzed: {wanted[0]} cannot be installed on this system, see above")
        return False
    return True


def run(*arguments: str) -> int:
    """Run the environment's Python in the project's folder."""
    return subprocess.run([PYTHON, *arguments], cwd=HERE, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
