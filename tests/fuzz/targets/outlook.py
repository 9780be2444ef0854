"""What Outlook wraps: winmail.dat and .msg."""

from collections.abc import Iterator

from gikxl.collect.mail import Letter, open_mail
from gikxl.collect.mail.basket import Basket, Where
from gikxl.collect.mail.tnef import unfold_tnef
from tests.collect import outlook
from tests.fuzz.targets.mail import opened

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def seeds() -> Iterator[bytes]:
    """Both, with a file or two."""
    files = {"年报.xlsx": b"PK\3\4", "a.xls": _OLE}
    yield outlook.tnef(files)
    yield outlook.tnef(files, codec="gbk", by_properties=True)
    yield outlook.msg(attachments=files)
    yield outlook.msg(attachments=files, codec="gbk", links=("a",))


def check(data: bytes) -> None:
    """Nothing raises; what comes out can be shown."""
    if data.startswith(_OLE):
        opened(open_mail(data))
        return
    basket = Basket()
    unfold_tnef(basket, Where(), outlook.SIGNATURE + data[4:])
    opened(Letter(parts=tuple(basket.parts), problems=tuple(basket.problems)))
