"""What sentences say of the tables, as people write them; and what says nothing."""

import pytest

from gikxl.prose.claims import ON_REQUESTS, claims
from gikxl.prose.clean import clean

SAID = [
    # received, in the words of many offices
    ("全市共收办政府信息公开申请案件 3,646 件", "received 3646"),
    ("2024年，共接到社会公众依申请公开184件", "received 184"),
    ("受理公民、法人提出的政府信息公开申请５件", "received 5"),
    ("收到2条公众通过互动栏目提交的申请", "received 2"),
    ("我局有2个依申请公开的案件", "received 2"),
    ("共收到70件申请", "received 70"),
    ("共受理申请 7 件", "received 7"),
    ("新收政府信息公开申请数量0件", "new 0"),
    ("通过网站收到政府信息公开申请5件，通过信函收到3件政府信息公开申请", "by_channel 5"),
    # none, by word
    ("未收到过信息公开申请", "received 0"),
    ("没有收到任何单位和个人提出的政府信息公开申请", "received 0"),
    ("全年无依申请公开事项", "received 0"),
    ("未发生依申请政府信息", "received 0"),
    # carried over and forward
    ("上年度结转为0条", "carried_over 0"),
    ("含上年结转 189 件", "carried_over 189"),
    ("转下一年度办理答复的有 1 件", "carried_forward 1"),
    ("1件结转下年度继续办理", "carried_forward 1"),
    # handled and results
    ("年内共办结182件", "handled 182"),
    ("已答复政府信息公开申请1件", "handled 1"),
    ("同意公开答复 9 件", "granted 9"),
    ("予以公开及部分公开的有6件", "granted_or_partly 6"),
    ("不予公开答复 2件", "withheld 2"),
    ("作其他处理(含申请人主动撤回申请)469件", "otherwise 469"),
    # applicants
    ("自然人申请3440件，法人或其他组织申请85件", "applicants 3440", "applicants 85"),
    ("涉及商业企业3件", "applicants 3"),
    # documents and decisions
    ("动态更新本年度制发的规范性文件88件", "documents_issued 88"),
    ("废止行政规范性文件 2 件", "documents_repealed 2"),
    ("现行有效规章3件", "regulations_in_force 3"),
    ("作出行政处罚决定2113宗", "penalties 2113"),
    ("行政许可处理决定46209件", "licences 46209"),
    ("行政事业性收费7730.28万元", "fees 7730.28"),
    # disputes
    ("发生政府信息公开行政复议62件，行政诉讼21件", "reconsiderations 62", "suits 21"),
    ("有 1 件涉及政府信息公开工作的行政复议", "reconsiderations 1"),
    ("未发生因信息公开申请引发的行政复议或行政诉讼", "disputes 0"),
    ("政府信息公开行政复议、行政诉讼案件为0件", "disputes 0"),
    ("行政复议9件，其中，结果纠正2件", "reconsiderations 9", "reconsideration.corrected 2"),
    ("未经复议直接起诉3件，其中，尚未审结1件", "direct_suits 3", "direct_suit.pending 1"),
]  # fmt: skip

UNSAID = [
    "公文公开属性审查中，依申请公开316条，不予公开168条",
    "领导信箱办理4件，12345热线办结120件",
    "办理人大代表建议50件，答复政协提案85件",
    "主动公开行政许可信息12条",
    "备案审查规范性文件12件",
    "累计公开规章规范性文件汇编20条",
    "未按期答复政府信息公开申请的情况没有出现",
    "本机关无法提供政府信息公开申请所需材料",
    "未发生因依申请公开被行政复议纠错或行政诉讼败诉情形",
    "较上年增加收到政府信息公开申请12件",
    "上半年收到政府信息公开申请12件",
    "其中，区教育局收到政府信息公开申请3件",
    "办结一件申请、解决一个问题",
    "聘请行政复议委员12人",
    "共收到公开申请100余件",
    "全年主动公开200件、依申请公开5件、不予公开3件",
    "废止行政规范性文件5件、宣布失效3件",
    "制定行政规范性文件5件、修订2件",
    "近三年收到政府信息公开申请120件",
    "2025年计划制定行政规范性文件3件",
]


def told(sentence: str, key: str = ON_REQUESTS) -> list[str]:
    return [
        f"{c.quantity.key} {c.number}" for c in claims(sentence + "。", key) if c.number is not None
    ]


@pytest.mark.parametrize(("sentence", "expected"), [(s, list(e)) for s, *e in SAID])
def test_what_is_said(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize("sentence", UNSAID)
def test_what_is_not_said(sentence: str) -> None:
    assert told(sentence) == []


def test_results_need_a_text_about_requests() -> None:
    assert told("予以公开3件", "platforms") == []
    assert told("收到政府信息公开申请5件，予以公开3件", "overview") == ["received 5", "granted 3"]


def test_the_year_and_the_scope_of_a_claim() -> None:
    text = "2023年收到政府信息公开申请4件，去年收到政府信息公开申请5件。"
    assert [claim.year for claim in claims(text, ON_REQUESTS)] == [2023, 0]
    text = "较2023年有所减少，《2022年要点》印发后，共收到政府信息公开申请4件。"
    assert [claim.year for claim in claims(text, ON_REQUESTS)] == [None]
    text = "区政府办代表区政府受理政府信息公开申请17件。"
    assert [claim.scope_in_doubt for claim in claims(text, ON_REQUESTS)] == [True]


def test_a_claim_knows_where_it_stands_in_the_original() -> None:
    text = "我局共收到  政府信息公开\u3000申请 １，２３４ 件，均已答复。"
    (claim,) = claims(text, ON_REQUESTS)
    assert claim.number == 1234
    assert claim.digits is not None
    assert text[slice(*claim.digits)] == "１，２３４"
    assert text[slice(*claim.span)] == "收到  政府信息公开\u3000申请 １，２３４ 件"


def test_cleaning_keeps_places() -> None:
    text = "人⺠政府 2024 年，收到 12 ,345 件"
    cleaned = clean(text)
    assert cleaned.text == "人民政府2024年，收到12,345件"
    start = cleaned.text.index("收到")
    assert text[slice(*cleaned.span(start, start + 2))] == "收到"
