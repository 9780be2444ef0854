"""The offline bundle: what is in it, and that it is enough for a Windows computer."""

import hashlib
import json
import subprocess
import sys
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gikxl.addin import bundle as module
from gikxl.addin.bundle import NotBundled, bundle, for_windows

WORKBOOK = Path(__file__).parents[2] / "workbook"
WINDOWS = {
    "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows",
    "platform_machine": "AMD64", "python_version": "3.11", "python_full_version": "3.11.9",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
}  # fmt: skip


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Pip's calls, which leave a wheel of gikxl and nothing else."""
    calls: list[tuple[str, ...]] = []

    def pip(*arguments: str) -> None:
        calls.append(arguments)
        if arguments[0] == "wheel":
            copy = Path(arguments[-1])
            assert (copy / "gikxl" / "form" / "2021.toml").exists()
            assert not list(copy.rglob("__pycache__"))
            wheels = Path(arguments[arguments.index("--wheel-dir") + 1])
            wheels.mkdir(parents=True)
            (wheels / "gikxl-0.1.0-py3-none-any.whl").write_bytes(b"PK")

    monkeypatch.setattr(module, "pip", pip)
    return calls


def test_what_is_in_it(no_pip: list[tuple[str, ...]], tmp_path: Path) -> None:
    out = tmp_path / "离线 安装包"
    names = bundle(str(out))
    opened = [path.name for path in WORKBOOK.iterdir() if path.suffix in (".xlsx", ".docx")]
    assert {*opened, "gikxl.xlam", "使用手册.md", "核对年报.cmd", "LICENSE"} <= set(names)
    assert {"安装.cmd", "install.py", "bundle.json", "SHA256SUMS"} <= set(names)
    assert "wheels/gikxl-0.1.0-py3-none-any.whl" in names
    assert sorted(names) == sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()
    )
    assert (out / "gikxl.xlam").read_bytes() == (WORKBOOK / "gikxl.xlam").read_bytes()
    assert json.loads((out / "bundle.json").read_text()) == {
        "version": "0.1.0", "python": "3.11", "requirement": "gikxl[excel,mail,pdf]==0.1.0",
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    download = no_pip[1]
    assert {"win_amd64", "3.11", "cp", "--only-binary=:all:", "pywin32", "colorama", "pip"} <= set(
        download
    )


@pytest.mark.usefixtures("no_pip")
def test_checksums(tmp_path: Path) -> None:
    names = bundle(str(tmp_path / "out"))
    sums = (tmp_path / "out" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for line, name in zip(sums, names, strict=False):
        digest = hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest()
        assert line == f"{digest}  {name}"
    assert len(sums) == len(names) - 1


@pytest.mark.usefixtures("no_pip")
def test_another_python(tmp_path: Path) -> None:
    bundle(str(tmp_path / "out"), python="3.12")
    batch = (tmp_path / "out" / "安装.cmd").read_bytes().decode("gbk")
    assert "'py -3.12 -c" in batch
    assert "{" not in batch
    assert json.loads((tmp_path / "out" / "bundle.json").read_text())["python"] == "3.12"
    with pytest.raises(ValueError, match="不是 Python 的版本"):
        bundle(str(tmp_path / "other"), python="3")


@pytest.mark.usefixtures("no_pip")
def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="已经存在"):
        bundle(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_without_the_source(tmp_path: Path) -> None:
    with pytest.raises(NotBundled, match="源代码文件夹"):
        bundle(str(tmp_path / "out"), source=tmp_path)


def test_nothing_is_left_when_pip_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(NotBundled, match="pip 没有完成"):
        bundle(str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


# With the real packages: a quarter of a minute, and internet


def test_the_wheels_are_enough_for_windows(tmp_path: Path) -> None:
    wheels = tmp_path / "out" / "wheels"
    try:
        bundle(str(tmp_path / "out"))
    except NotBundled as why:
        if any(word in str(why) for word in ("Failed to establish", "Temporary failure", "timed")):
            pytest.skip("no package index within reach")
        raise
    _assert_every_requirement_is_met(wheels)
    _assert_pip_installs_from_them_alone(wheels, tmp_path / "none")
    with ZipFile(wheels / "gikxl-0.1.0-py3-none-any.whl") as wheel:
        assert wheel.read("gikxl/addin/gikxl.xlam") == (WORKBOOK / "gikxl.xlam").read_bytes()


def _assert_every_requirement_is_met(wheels: Path) -> None:
    """The conditions of the requirements judged as Windows does."""
    metadata = dict(map(_metadata, wheels.glob("*.whl")))
    needed = [("gikxl", extra) for extra in ("", "excel", "mail", "pdf")]
    for name, extra in needed:
        for requirement in map(Requirement, metadata[name].get_all("Requires-Dist", [])):
            marker = requirement.marker
            if marker is None or marker.evaluate(WINDOWS | {"extra": extra}):
                wanted = canonicalize_name(requirement.name)
                assert wanted in metadata, f"{name} needs {requirement} on Windows"
                assert requirement.specifier.contains(metadata[wanted]["Version"])
                more = [(wanted, inner) for inner in ("", *requirement.extras)]
                needed += [one for one in more if one not in needed]
    names = ("pywin32", "colorama", "xlwings", "pdfplumber", "imapclient", "pywin32-ctypes")
    assert {(name, "") for name in (*names, "backports-tarfile")} <= set(needed)


def _metadata(path: Path) -> tuple[str, Message]:
    with ZipFile(path) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
        about = HeaderParser().parsestr(wheel.read(name).decode())
    return canonicalize_name(about["Name"]), about


def _assert_pip_installs_from_them_alone(wheels: Path, target: Path) -> None:
    options = ["--dry-run", "--ignore-installed", "--no-index", "--find-links", str(wheels)]
    options += ["--target", str(target), *for_windows("3.11")]
    ran = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "gikxl[excel,mail,pdf]", "pywin32"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for name in (
        "gikxl-0.1.0",
        "xlwings-",
        "pywin32-",
        "lxml-",
        "pdfplumber-",
        "imapclient-",
        "keyring-",
    ):
        assert name in ran.stdout
