"""Addresses of mailboxes, and where the authorization code comes from."""

import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl.collect.sources import credentials
from gikxl.collect.sources.address import Address, parse
from gikxl.collect.sources.folder_names import decoded
from gikxl.finding import Unreadable
from tests.collect.memory import Memory


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("imap://nb@imap.x.cn", Address("nb", "imap.x.cn", 993, "INBOX", True)),
        (
            "imaps://nb@163.com@imap.163.com/",
            Address("nb@163.com", "imap.163.com", 993, "INBOX", True),
        ),
        ("IMAP://nb%40qq.com@h:1993/年报/2026", Address("nb@qq.com", "h", 1993, "年报/2026", True)),
        ("imap://a@[::1]:9/%E5%B9%B4", Address("a", "::1", 9, "年", True)),
        ("imap+plain://a@127.0.0.1:9", Address("a", "127.0.0.1", 9, "INBOX", False)),
    ],
)
def test_addresses(source: str, address: Address) -> None:
    assert parse(source) == address


@pytest.mark.parametrize(
    "source",
    [
        "imap://",
        "imap://imap.x.cn/年报",
        "imap://a@",
        "imap://a@h:0",
        "imap://a@h:99999",
        "imap://a@h:x",
        "imap://a%0D%0Ab@h",
        "imap://a b@h",
        "imap://a@h/x%0D%0Ay",
        "imap+plain://a@mail.x.cn",
    ],
)
def test_bad_addresses(source: str) -> None:
    assert Memory().run(source).told[0][1] == "M121"


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    (trouble,) = Memory().run("imap://nb@163.com:geheim@imap.163.com/年报").troubles
    assert trouble.finding.code == "M122"
    assert "geheim" not in repr(trouble)


@given(st.text(max_size=20))
def test_no_address_raises_anything_else(rest: str) -> None:
    codes = set()
    try:
        parse(f"imap://{rest}")
    except Unreadable as refused:
        codes.add(refused.finding.code)
    assert codes <= {"M121", "M122"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_folder_names_as_a_library_writes_them(name: str) -> None:
    utf7 = pytest.importorskip("imapclient.imap_utf7", reason="没有安装 IMAPClient")
    assert decoded(utf7.encode(name).decode("ascii")) == name


@pytest.mark.parametrize("name", ["&XnRipQ", "&A-", "&!!!!-", "a&b"])
def test_what_is_no_modified_utf7_stays(name: str) -> None:
    assert decoded(name) == name


def test_the_environment_comes_first_then_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def stored(service: str, name: str) -> str:
        asked.append((service, name))
        return "from-store"

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=stored))
    monkeypatch.setenv("GIKXL_MAIL_PASSWORD", "from-environment")
    assert credentials.authorization_code("nb", "h") == "from-environment"
    monkeypatch.delenv("GIKXL_MAIL_PASSWORD")
    assert credentials.authorization_code("nb", "h") == "from-store"
    assert asked == [("gikxl", "nb@h")]


def test_without_a_store_and_a_terminal_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: str) -> str:
        raise RuntimeError("No recommended backend was available")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=broken))
    monkeypatch.delenv("GIKXL_MAIL_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Unreadable) as refused:
        credentials.authorization_code("nb", "h")
    assert refused.value.finding.code == "M123"


def test_on_a_terminal_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return " abcd \n"

    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv("GIKXL_MAIL_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("getpass.getpass", getpass)
    assert credentials.authorization_code("nb", "h") == "abcd"
    assert asked == ["nb（h）的授权码（输入时不显示）："]
