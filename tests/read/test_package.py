import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.finding import Unreadable
from gikxl.read.package import Package


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts:
            package.writestr(name, content)
    return file.getvalue()


def code(read):
    with pytest.raises(Unreadable) as caught:
        read()
    return caught.value.finding.code


@given(st.dictionaries(st.text("abc甲/", min_size=1).filter(lambda n: n[0] != "/"), st.binary()))
def test_reads_what_the_standard_library_wrote(parts):
    unique = {name.lower(): (name, content) for name, content in parts.items()}.values()
    package = Package(zipped(unique))
    assert package.names == [name for name, _ in unique]
    assert [package.read(name) for name, _ in unique] == [content for _, content in unique]


def test_stored_parts_names_in_another_case_and_heads():
    package = Package(zipped([("xl/Workbook.xml", b"0123456789")], zipfile.ZIP_STORED))
    assert "XL/workbook.XML" in package
    assert "xl/other.xml" not in package
    assert package.read("xl/workbook.xml") == b"0123456789"
    assert package.head("xl/workbook.xml", 4) == b"0123"
    assert package.size("xl/workbook.xml") == 10
    assert Package(zipped([("a", b"0123456789")])).head("a", 4) == b"0123"


def test_zip64_as_written_to_a_stream():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("a.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<a/>" * 100)
    assert Package(file.getvalue()).read("a.xml") == b"<a/>" * 100


def test_zip64_directory():
    plain = zipped([("a.xml", b"<a/>" * 100)])
    at = plain.rfind(b"PK\5\6")
    count, size, start = struct.unpack_from("<HLL", plain, at + 10)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert Package(plain[:at] + end + locator + last).read("A.xml") == b"<a/>" * 100


def test_a_zip64_place_beyond_all_numbers_is_damage():
    plain = zipped([("a.xml", b"<a/>")], zipfile.ZIP_STORED)
    at = plain.rfind(b"PK\5\6")
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 2**64 - 1, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert code(lambda: Package(plain[:at] + locator + last)) == "F006"
    record = plain.index(b"PK\1\2")
    extra = struct.pack("<2HQ", 1, 8, 2**64 - 1)
    directory = bytearray(plain[record:at]) + extra
    struct.pack_into("<H", directory, 30, len(extra))
    struct.pack_into("<L", directory, 42, 0xFFFFFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), record, 0)
    package = Package(plain[:record] + bytes(directory) + end)
    assert package.size("a.xml") == 4
    assert code(lambda: package.read("a.xml")) == "F006"


def test_an_absent_part_is_damage():
    assert code(lambda: Package(zipped([("a", b"x")])).read("b")) == "F006"


@pytest.mark.parametrize("name", ["../evil", "a/../../b", "a/..", "..\\evil"])
def test_names_that_climb_are_refused(name):
    assert code(lambda: Package(zipped([(name, b"x")]))) == "F006"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["xl/a.xml", "XL/A.xml", "/xl/a.xml"])
def test_duplicate_names_are_refused(second):
    assert code(lambda: Package(zipped([("xl/a.xml", b"1"), (second, b"2")]))) == "F006"


def test_encrypted_entries_ask_for_the_password_to_be_removed():
    data = bytearray(zipped([("a", b"x" * 50)]))
    data[data.rfind(b"PK\1\2") + 8] |= 1
    assert code(lambda: Package(bytes(data))) == "F005"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_refused(method):
    assert code(lambda: Package(zipped([("a", b"x" * 50)], method))) == "F006"


def test_too_many_parts():
    assert code(lambda: Package(zipped([(f"{n}", b"") for n in range(5001)]))) == "F010"
    assert len(Package(zipped([(f"{n}", b"") for n in range(5000)])).names) == 5000


def test_a_ratio_above_200_counts_from_a_megabyte_on():
    assert code(lambda: Package(zipped([("a", bytes(2_000_000))]))) == "F010"
    assert Package(zipped([("a", bytes(900_000))])).size("a") == 900_000


def claiming(data, size):
    data = bytearray(data)
    struct.pack_into("<L", data, data.rfind(b"PK\1\2") + 24, size)
    return bytes(data)


@pytest.mark.parametrize("size", [0, 49, 51, 900_000])
def test_a_part_that_is_not_of_its_size_is_damage(size):
    assert code(lambda: Package(claiming(zipped([("a", b"x" * 50)]), size)).read("a")) == "F006"


def test_more_than_400_megabytes_in_all():
    parts = [(f"{n}", b"x" * 3_000_000) for n in range(2)]
    data = bytearray(zipped(parts, zipfile.ZIP_STORED))
    assert len(Package(bytes(data)).names) == 2
    at = data.find(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 399_000_000)
    assert code(lambda: Package(bytes(data))) == "F010"


@pytest.mark.parametrize("keep", [0, 3, 30, 0.5, 0.95, -1])
def test_truncated_packages_are_damaged(keep):
    whole = zipped([("a", b"abc" * 500), ("b", b"x")])
    kept = int(len(whole) * keep) if isinstance(keep, float) else keep
    assert code(lambda: Package(whole[:kept]).read("a")) == "F006"


@given(st.data())
def test_flipped_bytes_never_raise_anything_else(data):
    raw = bytearray(zipped([("a", b"abc" * 50), ("b", b"x")]))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found = None
    try:
        package = Package(bytes(raw))
        for name in package.names:
            package.read(name)
    except Unreadable as refusal:
        found = refusal.finding.code
    assert found in {None, "F005", "F006", "F010"}


def test_a_part_that_is_not_what_its_checksum_says_is_damage():
    data = bytearray(zipped([("a", b"0123456789")], zipfile.ZIP_STORED))
    data[data.index(b"0123456789") + 3] ^= 1
    assert code(lambda: Package(bytes(data)).read("a")) == "F006"


def test_a_part_has_its_place_to_itself_and_the_same_name_there():
    data = bytearray(zipped([("a", b"0"), ("b", b"1")], zipfile.ZIP_STORED))
    swapped = bytes(data).replace(b"b1", b"c1", 1)
    assert code(lambda: Package(swapped).read("b")) == "F006"
    second = data.rfind(b"PK\1\2")
    struct.pack_into("<L", data, second + 42, 0)
    assert code(lambda: Package(bytes(data))) == "F006"
