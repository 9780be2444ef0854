"""Originals keep their bytes, each content once, under names that harm nobody."""

import hashlib
import os
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gikxl.collect.originals import FOLDER, Originals, digest_of, flush, safe_name, sizes, sweep

REPORT = b"report"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("某某局年报.xlsx", "某某局年报.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd.dat"),
        ("..\\..\\a.xls", "_.._a.xls"),
        ("C:\\a.xlsx", "C__a.xlsx"),
        ("年报.xlsx\0.exe", "年报.xlsx_.exe.dat"),
        ("年报\r\n.xlsx", "年报__.xlsx"),
        ("年报\u202excod.exe", "年报_xcod.exe.dat"),
        ("年报.hta", "年报.hta.dat"),
        ("年报.XLSX ", "年报.XLSX"),
        ("年报...", "年报.dat"),
        ("", ".dat"),
        (" . ", ".dat"),
        ("a#b%20c.pdf", "a_b_20c.pdf"),
        ("e\u0301.docx", "é.docx"),
        ("年" * 100 + ".xlsx", "年" * 30 + ".xlsx"),
    ],
)
def test_names_that_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(st.characters()))
@example("CON")
@example("a" * 300 + ".xlsx")
@example("年报." + "x" * 300)
def test_no_name_is_dangerous(name: str) -> None:
    safe = safe_name(name)
    whole = "0123456789abcdef-" + safe
    assert len(whole.encode()) <= 120
    assert PurePosixPath(whole).parts == PureWindowsPath(whole).parts == (whole,)
    assert not PureWindowsPath(whole).is_reserved()
    assert whole == whole.rstrip(" .")
    assert not any(unicodedata.category(one).startswith("C") for one in whole)
    assert not set(whole) & set('<>:"/\\|?*#%')
    assert safe.endswith((".dat", os.path.splitext(safe)[1]))


def test_bytes_are_kept_once_whatever_they_are_called(tmp_path: Path) -> None:
    originals = Originals(str(tmp_path))
    digest, path = originals.keep(REPORT, "年报.xlsx")
    assert digest == hashlib.sha256(REPORT).hexdigest()
    assert path == f"{FOLDER}/{digest[:16]}-年报.xlsx"
    assert (tmp_path / path).read_bytes() == REPORT
    assert originals.keep(REPORT, "副本.xlsx") == (digest, path)
    assert Originals(str(tmp_path)).keep(REPORT, "副本.xlsx") == (digest, path)
    assert sizes(str(tmp_path)) == {path: len(REPORT)}


def test_other_bytes_under_the_same_name_are_another_file(tmp_path: Path) -> None:
    originals = Originals(str(tmp_path))
    paths = {originals.keep(bytes([number]), "年报.xlsx")[1] for number in range(50)}
    assert len(paths) == 50
    assert len(sizes(str(tmp_path))) == 50


@pytest.mark.parametrize("damaged", [b"", b"rep", b"\0\0\0\0\0\0"])
def test_what_a_power_cut_damaged_is_written_anew(tmp_path: Path, damaged: bytes) -> None:
    digest, path = Originals(str(tmp_path)).keep(REPORT, "年报.xlsx")
    (tmp_path / path).write_bytes(damaged)
    assert Originals(str(tmp_path)).keep(REPORT, "年报.xlsx") == (digest, path)
    assert (tmp_path / path).read_bytes() == REPORT


def test_two_files_made_to_begin_alike_are_both_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gikxl.collect import originals as module

    monkeypatch.setattr(module, "_DIGITS", 0)  # all digests begin alike
    originals = Originals(str(tmp_path))
    kept = [originals.keep(data, "a.xlsx") for data in (b"1", b"2", b"1", b"2")]
    for (digest, path), data in zip(kept, (b"1", b"2", b"1", b"2"), strict=True):
        assert digest == hashlib.sha256(data).hexdigest()
        assert (tmp_path / path).read_bytes() == data


def test_what_was_left_half_written_is_swept_and_counts_for_nothing(tmp_path: Path) -> None:
    _, path = Originals(str(tmp_path)).keep(REPORT, "年报.xlsx")
    half = tmp_path / FOLDER / ".gikxl-0123456789ab.tmp"
    half.write_bytes(b"rep")
    Originals(str(tmp_path)).keep(REPORT, "年报.xlsx")
    sweep(str(tmp_path))
    assert list((tmp_path / FOLDER).iterdir()) == [tmp_path / path]


def test_flushing_touches_nothing(tmp_path: Path) -> None:
    kept = [Originals(str(tmp_path)).keep(bytes([n]), "年报.xlsx") for n in range(20)]
    flush(str(tmp_path), [path for _, path in kept])
    flush(str(tmp_path), [])
    assert [digest_of(str(tmp_path), path) for _, path in kept] == [digest for digest, _ in kept]
    assert digest_of(str(tmp_path), kept[0][1] + "x") == ""


def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            Originals(str(tmp_path)).keep(b"x" * 2000, "年报.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((tmp_path / FOLDER).iterdir()) == []
