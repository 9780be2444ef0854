"""What the phrasebook recognises in any text."""

from collections.abc import Iterator
from functools import cache

from gikxl.prose.agreement import judge
from gikxl.prose.claims import ON_REQUESTS, claims
from gikxl.prose.fees import charged, no_notices
from gikxl.prose.lists import parts_lists
from gikxl.prose.percentages import all_done, changes, shares
from gikxl.prose.refresh import refresh
from gikxl.report import Report
from tests.fuzz.holds import text
from tests.support import all_zero

WORDS = [
    "收到", "受理", "新收", "上年结转", "结转下年度", "办结", "答复", "政府信息公开申请", "其中",
    "自然人", "法人", "商业企业", "予以公开", "部分公开", "不予公开", "其他处理", "行政复议",
    "行政诉讼", "未收到", "没有", "分别", "同比", "增长", "下降", "占", "%", "％", "件", "条",
    "起", "余", "万元", "元", "信息处理费", "2024年", "去年", "，", "。", "；", "、", "（", "）",
    "１２", "1,234", "3 件", "规范性文件", "行政许可",
]  # fmt: skip


@cache
def _report() -> Report:
    return all_zero()


def seeds() -> Iterator[bytes]:
    """Sentences made of the phrasebook's words."""
    for words in (
        "全年收到政府信息公开申请12件，上年结转1件，办结13件，其中自然人10件、法人3件。",
        "2024年受理申请１，２３４件，同比增长12.5%，予以公开5件（占41.67%）、其他处理7件。",
        "未收到政府信息公开申请，没有行政复议、行政诉讼。收取信息处理费100元。",
        "复议、诉讼分别为2件、3件，去年为1件。",
    ):
        yield words.encode()


def check(data: bytes) -> None:
    """Every place that is told lies in the text; renewed numbers need no renewal."""
    words = text(data)[:2000]
    for key in ("", ON_REQUESTS):
        for claim in claims(words, key):
            _lies_in(words, claim.span)
            _lies_in(words, claim.sentence)
            assert claim.sentence[0] <= claim.span[0]
            if claim.digits:
                _lies_in(words, claim.digits)
                assert any(c.isdigit() for c in words[slice(*claim.digits)])
    judged = judge(_report(), ON_REQUESTS, words)
    for parts in parts_lists(words):
        assert parts.parts
    for share in shares(words):
        assert share
    list(all_done(words, True)), list(charged(words)), list(changes(words, judged))
    for span in no_notices(words):
        _lies_in(words, span)
    renewed = refresh(_report(), ON_REQUESTS, words)
    again = refresh(_report(), ON_REQUESTS, renewed.text)
    assert again.renewals == (), (renewed, again)


def _lies_in(words: str, span: tuple[int, int]) -> None:
    assert 0 <= span[0] < span[1] <= len(words), (span, words)
