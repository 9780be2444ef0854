"""What fuzzing found, each as the smallest thing that shows it."""

import io
import zipfile

from gikxl.collect.mail import open_file
from gikxl.read.document.web import open_page
from tests.read.document.blocks import paragraphs


def test_an_entry_without_a_name_does_not_take_the_others_with_it() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("x", b"%PDF-1.4 a")
        package.writestr("b.pdf", b"%PDF-1.4 b")
    whole = bytearray(file.getvalue())
    at = whole.index(b"PK\1\2")
    whole[at + 46] = 0  # what follows a NUL is no part of a name
    letter = open_file("a.zip", bytes(whole))
    assert [(part.name, part.data) for part in letter.parts] == [
        ("未命名.pdf", b"%PDF-1.4 a"),
        ("b.pdf", b"%PDF-1.4 b"),
    ]


def test_a_control_character_in_a_raised_letter_does_not_make_a_page_unreadable() -> None:
    page = "<p>公开<sup>1\1</sup>1\f2<s>3\uffff</s>件&#12;</p>".encode()
    assert paragraphs(open_page(page)) == ["公开¹1 23\u0336件"]
