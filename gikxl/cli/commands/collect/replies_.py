"""Draft the replies to the units, and send them."""

import gc
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from gikxl.collect.ledger import Ledger
    from gikxl.collect.replies.drafts import Draft
    from gikxl.collect.replies.sending import Result
    from gikxl.collect.replies.smtp import Server

Item = TypeVar("Item")

PURPOSE = "起草给各单位的回复：已采纳、请更正、催报等；确认后发出"
_PAUSE = 1.0
_BY_HAND = "草稿在 {folder}，双击用邮件程序打开，核对后发送；也可以用 --send 一次发出。"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("-o", "--output", required=True, metavar="文件夹", help="收集的文件夹")
    parser.add_argument(
        "--only", action="append", metavar="种类", help="只要这一种回复，如 催报；可以重复"
    )
    parser.add_argument("--unit", action="append", metavar="单位", help="只给这个单位；可以重复")
    parser.add_argument(
        "--texts", metavar="文件", help="回复的文字，默认用收集文件夹里的 回复文字.txt"
    )
    send = parser.add_argument_group("发出")
    send.add_argument("--send", action="store_true", help="列出后经确认发出，每封只发一次")
    send.add_argument("--smtp", metavar="服务器", help="smtp://用户名@服务器[:端口]，一律加密")
    send.add_argument("--from", dest="sender", metavar="邮箱", help="发件人的邮箱地址")
    send.add_argument("--ca", default="", metavar="文件", help="邮件服务器的根证书（单位自建的）")
    send.add_argument("--yes", type=int, metavar="封数", help="不用键盘确认，写明要发的封数")
    send.add_argument(
        "--again", action="append", metavar="单位", help="可能已发出或被拒收的，再发一次"
    )
    send.add_argument(
        "--pause", type=float, default=_PAUSE, metavar="秒", help="每两封之间停多久，默认 1 秒"
    )


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.collect.ledger import Ledger
    from gikxl.collect.replies.job import draft_replies
    from gikxl.collect.replies.listing import due, is_open, listed
    from gikxl.collect.replies.plan import kind_of

    gc.enable()
    kinds = [kind_of(label) for label in options.only or ()]
    with Ledger.open(options.output) as ledger:
        office = _office(options, ledger) if options.send else None
        replies = draft_replies(
            ledger,
            kinds=kinds,
            units=options.unit or (),
            again=options.again or (),
            texts=options.texts,
            watch=_watched,
        )
        say(*listed(*replies))
        ready = due(replies.drafts)
        if office and ready:
            name = replies.standings.superior
            return _send(options, ledger, ready, office._replace(name=name))
    if ready:
        say(_BY_HAND.format(folder=f"{options.output}/回复"))
    return ERRORS if is_open(*replies) else OK


def _watched(marked: Iterable[Item], number: int) -> Iterable[Item]:
    """A progress bar where somebody looks at a terminal."""
    if not number or not sys.stderr.isatty():
        return marked
    from gikxl.cli.progress import counted

    return counted(marked, number)


class _Office(NamedTuple):
    """From where replies are sent, and in whose name."""

    server: "Server"
    address: str
    name: str = ""


def _office(options: Options, ledger: "Ledger") -> _Office:
    """From where to send, as it is said now or was the last time."""
    from gikxl.collect.replies.mime import is_address
    from gikxl.collect.replies.smtp import server_of

    said = {
        name: given or ledger.setting(name)
        for name, given in (("smtp", options.smtp), ("from", options.sender))
    }
    if not said["smtp"]:
        raise ValueError("请用 --smtp 写明发信的服务器，例如 --smtp smtp://用户名@服务器:465")
    if not is_address(said["from"]):
        raise ValueError("请用 --from 写明发件人的邮箱地址")
    office = _Office(server_of(said["smtp"]), said["from"])
    for name, value in said.items():
        ledger.set(name, value)
    return office


def _send(options: Options, ledger: "Ledger", ready: "list[Draft]", office: _Office) -> int:
    from gikxl.collect.replies.listing import told
    from gikxl.collect.replies.sending import Sender, send_drafts
    from gikxl.collect.replies.smtp import NotConnected, Post
    from gikxl.collect.sources.credentials import authorization_code

    if not _is_confirmed(len(ready), options.yes):
        say("没有发出。草稿都在，以后可以再发。")
        return ERRORS
    server = office.server
    code = cache(lambda: authorization_code(server.user, server.host))
    sender = Sender(office.address, office.name)
    try:
        with Post(server, code, options.ca) as post:
            sent = send_drafts(ledger, ready, post, sender, pause=options.pause, told=_tell)
    except NotConnected as why:
        complain(str(why), "一封也没有发出。")
        return UNREADABLE
    say(*told(sent))
    if sent.stopped:
        return UNREADABLE
    return OK if all(result.reply.state == "sent" for result in sent.results) else ERRORS


def _is_confirmed(mails: int, given: int | None) -> bool:
    """Whether somebody who saw the listing wants so many mails to be sent.

    A script says the number that it saw. ValueError, in Chinese, if it saw another one, or
    nobody can be asked.
    """
    if given is not None:
        if given != mails:
            raise ValueError(f"没有发出：要发的是 {mails} 封，不是 {given} 封。请核对上面的列表")
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise ValueError(f"没有发出：请核对上面的列表，确认后加上 --yes {mails}")
    try:
        return input(f"要发出 {mails} 封，确认请输入 {mails}：").strip() == str(mails)
    except EOFError:
        return False


def _tell(result: "Result") -> None:
    from gikxl.collect.replies.listing import outcome

    say(outcome(result))
    sys.stdout.flush()
