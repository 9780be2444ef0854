"""Whatever stops the writing, the target is what it was or what it was to become."""

import builtins
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gikxl.cli import main
from gikxl.form import load
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits
from gikxl.write.template import write_template
from tests.write.patch.foreign import SHEET, full

KILLS = 200
_KILLED_WRITERS = """
import os, random, signal, sys, time
from gikxl.report import Place
from gikxl.write.edit import Edit, write_edits

source, out, kills, sheet = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
edits = [Edit(Place(sheet, 0, 2), 7)]
old = open(out, "rb").read()
start = time.perf_counter()
write_edits(source, out, edits)
took = time.perf_counter() - start
new = open(out, "rb").read()
chance, seen = random.Random(1), {"old": 0, "new": 0}
for _ in range(kills):
    open(out, "wb").write(old)
    child = os.fork()
    if not child:
        write_edits(source, out, edits)
        os._exit(0)
    time.sleep(chance.uniform(0, 1.5 * took))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = open(out, "rb").read()
    seen["old" if found == old else "new" if found == new else "broken"] += 1
print(seen["old"], seen["new"])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a system with fork")
def test_two_hundred_kills_leave_the_old_or_the_new_file(tmp_path):
    source, out = full(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    out.write_bytes(b"the old file")
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED_WRITERS, source, str(out), str(KILLS), SHEET],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip

    old, new = map(int, ran.stdout.split())
    assert old + new == KILLS
    assert old > 10
    assert new > 10


_SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from gikxl.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="file sizes cannot be limited on Windows")
@pytest.mark.parametrize("arguments", [["fill", "-o"], ["check", "--mark"], ["narrate", "-o"]])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, arguments):
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_template(source, load(), unit="甲局", year=2024)
    out.write_bytes(b"earlier")
    command, option = arguments
    ran = subprocess.run(
        [sys.executable, "-c", _SMALL_DISK, command, str(source), option, str(out)],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip

    assert ran.returncode == 3
    assert f"无法读写 {out}：文件太大" in ran.stderr.decode()
    assert out.read_bytes() == b"earlier"
    assert sorted(os.listdir(tmp_path)) == ["a.xlsx", "b.xlsx"]


@pytest.fixture
def files(tmp_path):
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_template(source, load(), unit="甲局", year=2024)
    out.write_bytes(b"earlier")
    return str(source), out


def test_a_target_that_excel_holds_open(files, monkeypatch, capsys):
    """Windows refuses to replace it."""

    def replace(partial, target):
        raise PermissionError(errno.EACCES, "Access is denied", partial, None, target)

    monkeypatch.setattr(os, "replace", replace)
    source, out = files

    assert main(["fill", source, "-o", str(out)]) == 3
    said = capsys.readouterr().err
    assert f"无法读写 {out}：没有权限，或者文件正被别的程序打开" in said
    assert out.read_bytes() == b"earlier"
    assert sorted(os.listdir(out.parent)) == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EROFS, "磁盘是只读的"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已用完"),
    ],
)
def test_a_folder_that_takes_no_file(files, monkeypatch, capsys, code, said):
    source, out = files
    right = builtins.open

    def refuse(name, mode="r", *rest, **named):
        if "x" in mode:
            raise OSError(code, os.strerror(code), name)
        return right(name, mode, *rest, **named)

    monkeypatch.setattr(builtins, "open", refuse)

    assert main(["fill", source, "-o", str(out)]) == 3
    assert f"无法读写 {out}：{said}" in capsys.readouterr().err
    monkeypatch.undo()
    assert out.read_bytes() == b"earlier"


def test_a_source_may_be_replaced_by_its_own_copy(tmp_path):
    source = full(tmp_path / "a.xlsx")
    assert write_edits(source, source, [Edit(Place(SHEET, 0, 2), 7)], over_source=True)
    assert sorted(os.listdir(tmp_path)) == ["a.xlsx"]
    assert Path(source).stat().st_size > 0
