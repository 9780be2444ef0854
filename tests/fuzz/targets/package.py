"""The directory of a zip package, beside the standard library's."""

import io
import zipfile
from collections.abc import Iterator

from gikxl.read.package import Package
from tests.fuzz.holds import or_refused

WORDS = [
    "PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x06\x06", "PK\x06\x07", "../", "xl/",
]  # fmt: skip
_MOST = 2_000_000


def seeds() -> Iterator[bytes]:
    """A stored and a deflated package, one with a comment and one with zip64 fields."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        for comment in (b"", b"PK"):
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w", method) as package:
                package.writestr("xl/workbook.xml", "<workbook/>" * 9)
                package.writestr("甲.xml", "x")
                with package.open("64", "w", force_zip64=True) as large:
                    large.write(b"0" * 20)
                package.comment = comment
            yield file.getvalue()


def check(data: bytes) -> None:
    """It refuses, or reads each part as long as the directory says, and as others do."""
    package = or_refused(lambda: Package(data))
    if package is None:
        return
    theirs = _theirs(data)
    for name in package.names[:50]:
        if package.size(name) > _MOST:
            continue
        head = or_refused(lambda name=name: package.head(name, 10))
        content = or_refused(lambda name=name: package.read(name))
        if content is not None:
            assert len(content) == package.size(name)
            assert head in (None, content[:10])
            assert name not in theirs or theirs[name] == content, name


def _theirs(data: bytes) -> dict[str, bytes]:
    """What zipfile reads, each checked by its sum; empty where it finds the file damaged."""
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist()[:50]:
                if info.file_size < _MOST and package.open(info).read():
                    found[info.filename] = package.read(info)
    except Exception:
        return {}
    return found
