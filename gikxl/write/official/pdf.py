"""A Word file as PDF, by the LibreOffice of this computer."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_SECONDS = 180
_FILTER = (
    "pdf:writer_pdf_Export:"
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_BY_HAND = "请改为导出 .docx 文件，用 Word 或 WPS 打开，再另存为 PDF。"


class NotConverted(Exception):
    """Why there is no PDF and what to do instead, in Chinese."""


def libreoffice() -> str:
    """The program that converts; NotConverted if this computer has none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    found = found or next((path for path in _usual_places() if os.path.isfile(path)), None)
    if found is None:
        raise NotConverted(f"这台电脑没有安装 LibreOffice，不能直接导出 PDF。{_BY_HAND}")
    return found


def as_pdf(document: bytes, program: str, *, seconds: float = _SECONDS) -> bytes:
    """A Word file as PDF, with bookmarks and tags; NotConverted if it does not come about.

    `program` is what `libreoffice` found. It runs in a folder of its own, with a profile
    of its own: a LibreOffice that somebody is working with stays out of it.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        source = folder / "report.docx"
        source.write_bytes(document)
        said = _run(
            [
                program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--norestore", "--convert-to", _FILTER, "--outdir", temporary, str(source),
            ],
            folder,
            seconds,
        )  # fmt: skip
        try:
            return source.with_suffix(".pdf").read_bytes()
        except FileNotFoundError:
            raise NotConverted(f"LibreOffice 没有生成 PDF：{said}。{_BY_HAND}") from None


def _run(command: list[str], folder: Path, seconds: float) -> str:
    """Run a program in a group of its own, so that all of it can be ended; what it said last."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, a program that was looked up
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise NotConverted(f"LibreOffice 不能运行：{error.strerror}。{_BY_HAND}") from None
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise NotConverted(f"LibreOffice 在 {seconds:.0f} 秒内没有完成转换。{_BY_HAND}") from None
    finally:
        _end(process)
    lines = output.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "没有说明原因")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program that is still running, with the programs that it started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _usual_places() -> Iterator[str]:
    """Where LibreOffice is when it is not on the path: Windows, then macOS."""
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        if base := os.environ.get(variable):
            yield os.path.join(base, "LibreOffice", "program", "soffice.com")
    if base := os.environ.get("LOCALAPPDATA"):
        yield os.path.join(base, "Programs", "LibreOffice", "program", "soffice.com")
    for base in ("/Applications", os.path.expanduser("~/Applications")):
        yield f"{base}/LibreOffice.app/Contents/MacOS/soffice"
