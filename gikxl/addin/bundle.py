"""Makes the offline bundle: everything that a Windows computer without internet needs.

It is made from the source folder, on any system with internet. pip judges the conditions of
packages (`; platform_system == "Windows"`, `; python_version < "3.12"`) by the Python it runs
in, so what only Windows or only some Pythons need is named here.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from gikxl.addin import offline
from gikxl.addin.batch import batch_file

SOURCE = Path(__file__).resolve().parents[2]
ONLY_ON_WINDOWS = ("pywin32", "pywin32-ctypes", "colorama")
ONLY_BELOW_3_12 = ("importlib-metadata", "backports.tarfile")
"""What the password store needs there."""
EXTRAS = "[excel,mail,pdf]"
DOCUMENTS = ("*.xlsx", "*.docx", "*.xlam", "*.cmd", "*.md", "图/*.png")
"""What people open, in workbook/."""
INSTALLER = "安装.cmd"


class NotBundled(Exception):
    """The bundle could not be made; the text says why, in Chinese."""


def bundle(out: str, python: str = "3.11", source: Path = SOURCE) -> list[str]:
    """Make the bundle in the folder `out`; the names of its files.

    The wheels are for 64-bit Windows and the version of Python named. NotBundled where there
    is no source folder or pip fails; ValueError, in Chinese, if `out` exists or `python` is
    no version. The folder appears only when it is complete.
    """
    target = Path(out)
    if target.exists():
        raise ValueError(f"{out} 已经存在，请换一个文件夹名")
    if not (source / "workbook" / "build.py").exists():
        raise NotBundled("离线安装包要在 gikxl 的源代码文件夹里做，这里没有源代码。")
    if not all(part.isdigit() for part in python.split(".")) or python.count(".") != 1:
        raise ValueError(f"{python} 不是 Python 的版本，应像 3.11 这样写")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".gikxl-") as temporary:
        folder = Path(temporary) / target.name
        fetch(source, folder / offline.WHEELS, python)
        add_files(source, folder, python)
        names = write_sums(folder)
        folder.rename(target)
    return names


def fetch(source: Path, wheels: Path, python: str) -> None:
    """Build gikxl's wheel, and download those it needs on Windows; NotBundled if pip fails."""
    with tempfile.TemporaryDirectory() as temporary:
        # Built from a copy: a build leaves files in its folder, and finds those of earlier ones.
        copy = Path(temporary) / "gikxl"
        shutil.copytree(
            source / "gikxl", copy / "gikxl", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(source / name, copy / name)
        pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(copy))
    own = next(wheels.glob("gikxl-*.whl"))
    pip(
        "download", "--dest", str(wheels), *for_windows(python),
        f"{own}{EXTRAS}", *ONLY_ON_WINDOWS, *ONLY_BELOW_3_12, "pip",
    )  # fmt: skip


def for_windows(python: str) -> list[str]:
    """The options with which pip chooses wheels for another machine than this one."""
    return [
        "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python,
        "--implementation", "cp",
    ]  # fmt: skip


def pip(*arguments: str) -> None:
    """Run the pip of the Python that is running; NotBundled if it fails."""
    ran = subprocess.run(  # noqa: S603 - pip of this Python
        [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise NotBundled(f"pip 没有完成（要能上网）：\n{ran.stderr.strip()}")


def add_files(source: Path, folder: Path, python: str) -> None:
    """Add what people open, the installer, and what the installer needs to know."""
    for pattern in DOCUMENTS:
        for path in sorted((source / "workbook").glob(pattern)):
            to = folder / path.relative_to(source / "workbook")
            to.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, to)
    shutil.copyfile(source / "LICENSE", folder / "LICENSE")
    shutil.copyfile(Path(offline.__file__), folder / "install.py")
    text = (source / "workbook" / "addin" / "install.cmd").read_text(encoding="utf-8")
    (folder / INSTALLER).write_bytes(batch_file(text.replace("{python}", python)))
    own = version("gikxl")
    about = offline.About(own, python, f"gikxl{EXTRAS}=={own}")
    text = json.dumps(about._asdict(), indent=1) + "\n"
    (folder / offline.ABOUT).write_text(text, encoding="utf-8", newline="\n")


def write_sums(folder: Path) -> list[str]:
    """Write the checksums of all files, as `sha256sum -c` reads them; the names."""
    names = list(_files(folder))
    lines = [f"{offline.sha256(folder / name)}  {name}\n" for name in names]
    sums = "".join(lines)
    (folder / offline.SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return [*names, offline.SUMS]


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != offline.SUMS:
            yield path.relative_to(folder).as_posix()
