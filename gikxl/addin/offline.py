"""Installs the offline bundle on a clerk's computer; 安装.cmd runs this file as install.py.

It stands alone: nothing but Python's own library is there yet. Everything goes into one
folder of the person who runs it, gikxl in %LOCALAPPDATA%, so no administrator's rights are
needed: a Python lying beside it (the embeddable one of python.org) is copied there, of any
other a virtual environment is made. What was there stays until the new one works.
"""

import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SUMS = "SHA256SUMS"
ABOUT = "bundle.json"
WHEELS = "wheels"
PYTHON = "python"


class NotInstalled(Exception):
    """The installation stopped and left things as they were; the text is Chinese."""


class About(NamedTuple):
    """What a bundle holds."""

    version: str
    """The version of gikxl."""
    python: str
    """The version of Python that its wheels are for, as 3.11."""
    requirement: str
    """What pip is to install."""


def main(folder: Path, home: Path) -> int:
    """Install the bundle in `folder` for the person whose folder `home` is; the exit code."""
    try:
        about = read_about(folder)
        check_python(about)
        check_sums(folder)
        print("文件完整，开始安装，大约一分钟……", flush=True)
        python = replace_python(folder, home / "gikxl", about)
    except NotInstalled as why:
        print(why)
        return 1
    except PermissionError as error:
        print(f"不能写入 {error.filename}：请关闭全部 Excel 窗口再试，或请信息技术人员放行。")
        return 1
    except OSError as error:
        print(f"安装没有完成：{error}")
        return 1
    print(f"gikxl {about.version} 已装到 {home / 'gikxl'}\n")
    code = run(python, "-m", "gikxl", "addin", "install")
    print("\n检查：", flush=True)
    run(python, "-m", "gikxl", "addin", "doctor")
    return code


def read_about(folder: Path) -> About:
    """What the bundle says about itself."""
    return About(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))


def check_python(about: About) -> None:
    """NotInstalled if the wheels are not for the Python that is running."""
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    bits = struct.calcsize("P") * 8
    if here != about.python or bits != 64:
        raise NotInstalled(
            f"这里的组件是给 64 位的 Python {about.python} 准备的，找到的是 {bits} 位的 {here}。"
            f"请装 64 位的 Python {about.python}（python.org，选“只为我安装”），再试一次。"
        )


def check_sums(folder: Path) -> None:
    """NotInstalled if a file is missing or not as it was made."""
    broken = list(_broken(folder))
    if broken:
        raise NotInstalled(f"安装包不完整，请重新拷贝。缺少或损坏：{'、'.join(broken)}")


def _broken(folder: Path) -> Iterator[str]:
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or sha256(path) != digest:
            yield name


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def replace_python(folder: Path, own: Path, about: About) -> Path:
    """Put a Python with gikxl into `own`; the former one comes back if that fails."""
    target, former = own / PYTHON, own / f"{PYTHON}.old"
    own.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.rename(former)
    try:
        python = put_python(folder / PYTHON, target)
        add_packages(python, folder / WHEELS, about)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        if former.exists():
            former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)
    return python


def put_python(beside: Path, target: Path) -> Path:
    """Copy the Python that lies beside this file, or make an environment of the running one."""
    if Path(sys.executable).is_relative_to(beside):
        shutil.copytree(beside, target)
        for paths in target.glob("python*._pth"):
            # The embeddable Python looks for packages only when it is told to.
            text = paths.read_text(encoding="utf-8")
            paths.write_text(text.replace("#import site", "import site"), encoding="utf-8")
        return target / Path(sys.executable).relative_to(beside)
    venv.create(target, with_pip=False)
    return target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def add_packages(python: Path, wheels: Path, about: About) -> None:
    """Install from the wheels, and from nowhere else, with the pip among them."""
    pip = next(wheels.glob("pip-*.whl"))
    options = ["--no-index", "--find-links", str(wheels), "--disable-pip-version-check"]
    options += ["--quiet", "--no-warn-script-location", "--no-cache-dir"]
    if run(python, str(pip / "pip"), "install", *options, about.requirement):
        raise NotInstalled("组件没有装上，原因见上。杀毒软件可能拦截了，请信息技术人员放行后再试。")


def run(python: Path, *arguments: str) -> int:
    """Run a Python that listens to nothing but its arguments; its exit code."""
    command: Sequence[str] = [str(python), "-I", "-X", "utf8", *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - the Python just put there


if __name__ == "__main__":
    data = os.environ.get("LOCALAPPDATA")
    if not data:
        raise SystemExit("系统没有给出 LOCALAPPDATA 文件夹，请在自己的 Windows 帐户里运行。")
    raise SystemExit(main(Path(__file__).resolve().parent, Path(data)))
