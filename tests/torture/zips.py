"""Packages that lie, or are odd."""

import io
import struct
import zipfile

from tests.torture.kinds import READ, add, kind
from tests.torture.making import BOOK, SHEET, STRINGS, Zip, changed, parts, zipped


def package(skip: str = "", **all_entries: object) -> Zip:
    """The usual workbook, all but one part."""
    file = Zip()
    for name, content in parts().items():
        if name != skip:
            file.add(name, content, **all_entries)
    return file


@kind(READ, "the usual workbook, to know that the others differ in their trick alone")
def usual():
    return zipped(parts())


@kind(READ, "every part stored, none deflated")
def stored():
    return zipped(parts(), method=0)


@kind("F006", "two parts of one name")
def duplicate_name():
    return package().add(SHEET, b"<worksheet/>").data()


@kind("F006", "two parts whose names differ in case alone")
def duplicate_in_other_case():
    return package().add(SHEET.upper(), b"<worksheet/>").data()


@kind("F006", "two parts, one of them with a leading slash")
def duplicate_with_slash():
    return package().add("/" + SHEET, b"<worksheet/>").data()


@kind("F006", "two parts, one of them with backslashes")
def duplicate_with_backslash():
    return package().add(SHEET.replace("/", "\\"), b"<worksheet/>").data()


for name, path in {
    "climbing_name": "../../evil.xml",
    "climbing_inside": "xl/../../evil.xml",
    "climbing_backslash": "..\\..\\evil.xml",
    "nul_in_name": "xl/evil\0.xml",
}.items():
    add(name, "F006", f"a part named {path!r}", lambda p=path: package().add(p, b"x").data())

for name, path in {
    "absolute_name": "/etc/passwd",
    "drive_name": "C:/windows/evil.xml",
    "device_name": "xl/CON",
    "endless_name": "a" * 60_000,
    "bidi_name": "xl/\u202exslx.exe",
    "newline_name": "xl/a\r\nb.xml",
    "empty_name": "",
    "gbk_name": "xl/媒体/图片.png".encode("gb18030"),
}.items():
    add(name, READ, f"a part named {path!r:.40}", lambda p=path: package().add(p, b"x").data())


@kind("F010", "a part of 300 MB of one byte")
def bomb():
    zeros = b" " * 1_000_000
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file, file.open("b", "w") as part:
        for _ in range(300):
            part.write(zeros)
    data = packed.getvalue()
    with zipfile.ZipFile(packed) as file:
        about = file.infolist()[0]
    raw = data[30 + 1 : 31 + about.compress_size]
    return package().add("xl/media/a.png", b"", packed=raw, size=300_000_000).data()


def sheet_bomb(size: int | None):
    """A sheet that is enormous."""
    sheet = parts()[SHEET].replace(b"</worksheet>", b" " * 90_000_000 + b"</worksheet>")
    return package(SHEET).add(SHEET, sheet, size=size).data()


add("sheet_bomb", "F010", "a sheet of 90 MB of blanks", lambda: sheet_bomb(None))
add("sheet_bomb_lying", "F006", "the same, said to be small", lambda: sheet_bomb(9_000))


@kind("F006", "shared strings of 90 MB, said to be small")
def strings_bomb_lying():
    strings = parts()[STRINGS].replace(b"</sst>", b" " * 90_000_000 + b"</sst>")
    return package(STRINGS).add(STRINGS, strings, size=9_000).data()


@kind("F010", "5,001 parts")
def too_many_parts():
    file = package()
    for number in range(5_001):
        file.add(f"xl/media/{number}.png", b"")
    return file.data()


@kind("F006", "60,000 parts, of which the end record counts 3")
def more_parts_than_counted():
    file = package()
    for number in range(60_000):
        file.add(f"m/{number}", b"", method=0)
    return file.data(count=3)


@kind("F005", "entries encrypted by the zip's own means")
def encrypted_entries():
    return package(flags=0x801).data()


@kind("F005", "entries with strong encryption")
def strongly_encrypted_entries():
    return package(flags=0x841).data()


for name, method in {
    "shrunk": 1, "imploded": 6, "deflate64": 9, "bzip2": 12, "lzma": 14, "zstd": 93, "xz": 95,
    "jpeg": 96, "wavpack": 97, "ppmd": 98, "aes": 99,
}.items():  # fmt: skip
    add(
        f"method_{name}", "F006", f"a sheet packed by method {method} ({name})",
        lambda m=method: package(SHEET).add(SHEET, parts()[SHEET], method=m).data(),
    )  # fmt: skip

for name, keep in {"a tenth": 0.1, "half": 0.5, "all but the end": 0.99}.items():
    add(
        f"truncated_{name.replace(' ', '_')}", "F006", f"{name} of the file",
        lambda k=keep: zipped(parts())[: int(len(zipped(parts())) * k)],
    )  # fmt: skip


@kind("F006", "the head of a package and nothing more")
def only_a_local_header():
    return zipped(parts())[:30]


@kind("F004", "an end record and nothing more")
def only_an_end():
    return Zip().data()


@kind("F006", "the directory is said to begin where it does not")
def directory_elsewhere():
    return package().data(start=7)


@kind("F006", "the directory is said to be larger than the file")
def directory_too_large():
    return package().data(size=0x7FFFFFFF)


@kind("F006", "more entries are counted than there are")
def more_counted():
    return package().data(count=40)


@kind("F006", "fewer entries are counted than there are: the sheets are missing")
def fewer_counted():
    return package().data(count=3)


@kind("F006", "the directory's name of a sheet is not its own header's")
def other_local_name():
    sheet = parts()[SHEET]
    return package(SHEET).add(SHEET, sheet, local_name="xl/worksheets/sheet9.xml").data()


@kind("F006", "the directory names two entries at one place")
def overlapping():
    return package().add("xl/media/a.png", b"x", offset=0).data()


@kind("F006", "a thousand entries share one bomb")
def overlapping_bomb():
    file = Zip().add("xl/workbook.xml", b" " * 900_000)
    for number in range(900):
        file.add(f"xl/{number}", b" " * 900_000, offset=0, packed=b"", packed_size=900)
    return file.data()


@kind("F006", "an entry is said to begin beyond the end")
def beyond_the_end():
    return package(SHEET).add(SHEET, parts()[SHEET], offset=0x7FFFFFFF).data()


@kind("F006", "a sheet does not have the checksum of the directory")
def wrong_checksum():
    return package(SHEET).add(SHEET, parts()[SHEET], crc=1).data()


@kind("F006", "a sheet is said to be one byte shorter")
def shorter_than_it_is():
    sheet = parts()[SHEET]
    return package(SHEET).add(SHEET, sheet, size=len(sheet) - 1).data()


@kind("F006", "a sheet's deflated bytes are noise")
def noise():
    sheet = parts()[SHEET]
    return package(SHEET).add(SHEET, sheet, packed=b"\xff" * len(sheet)).data()


@kind("F010", "zip64 sizes of 2^60")
def zip64_lies():
    extra = struct.pack("<2H3Q", 1, 24, 1 << 60, 1 << 60, 0)
    lie = {"size": 0xFFFFFFFF, "packed_size": 0xFFFFFFFF, "extra": extra}
    return package(SHEET).add(SHEET, parts()[SHEET], **lie).data()


@kind("F010", "zip64 sizes that are announced and not there")
def zip64_missing():
    return package(SHEET).add(SHEET, parts()[SHEET], size=0xFFFFFFFF).data()


@kind("F006", "a zip64 end record that points nowhere")
def zip64_end_lies():
    return package().data(start=0xFFFFFFFF)


@kind(READ, "written to a stream: sizes stand behind the data")
def data_descriptors():
    file = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return file.write(data)

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts().items():
            package.writestr(name, content)
    return file.getvalue()


@kind(READ, "no sizes in the local headers, and no descriptors either")
def no_local_sizes():
    return package(local_sizes=False, flags=0x808).data()


@kind("F004", "something before the package, as in a self-extracting archive")
def prefix_of_a_program():
    return package().data(prefix=b"MZ" + bytes(4_000))


@kind("F006", "a whole package before the package")
def two_packages():
    return zipped({"a.xml": b"<a/>"}) + package().data()


@kind(READ, "a comment behind the directory")
def with_comment():
    return package().data(comment=b"WPS")


@kind(READ, "the longest comment there can be")
def longest_comment():
    return package().data(comment=b"x" * 65_535)


@kind("F004", "a comment that holds another end record")
def comment_with_end():
    return package().data(comment=Zip().data())


@kind("F006", "much behind the end record")
def trailing_junk():
    return package().data() + bytes(100_000)


@kind(READ, "a comment on each entry")
def entry_comments():
    return package(comment=b"x" * 1_000).data()


@kind("F004", "a zip in a zip")
def zip_in_zip():
    return zipped({"年报.xlsx": usual()})


@kind("F004", "an empty zip")
def no_workbook_in_it():
    return zipped({"readme.txt": b"x"})


@kind("F006", "a folder where the workbook's part should be")
def folder_as_part():
    return package(BOOK).add(BOOK + "/", b"").add(BOOK, b"").data()


@kind(READ, "an entry for each folder, as some programs write them")
def folders_too():
    return package().add("xl/", b"").add("xl/worksheets/", b"").data()


@kind("F010", "a sheet that is 2 GB by the directory, stored")
def stored_lie():
    sheet = parts()[SHEET]
    return package(SHEET).add(SHEET, sheet, method=0, size=0x70000000).data()


@kind(READ, "relationships written before everything else, parts in another order")
def other_order():
    return zipped(dict(reversed(changed(SHEET).items())))
