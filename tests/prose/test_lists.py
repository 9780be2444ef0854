"""Lists behind 其中: which parts belong to which whole, and whether they can."""

import pytest

from gikxl.prose.lists import parts_lists

LISTS = [
    ("公开信息100条，其中网站60条、公众号30条。", 100, [60, 30], False, True),
    ("公开信息100条，其中网站60条、公众号50条。", 100, [60, 50], False, False),
    ("公开信息100条，其中网站60条、公众号30条、其他10条。", 100, [60, 30, 10], True, True),
    ("公开信息100条，其中网站60条、公众号30条、其他5条。", 100, [60, 30, 5], True, False),
    ("公开信息100条。其中，网站60条，公众号30条。", 100, [60, 30], False, True),
    ("网站公开75条，新媒体公开28条。其中，微信80条、微博90条。", 103, [80, 90], False, False),
    ("收办36件，同比增长16件（市级10件），其中，自然人30件、法人6件。", 36, [30, 6], False, True),
    ("收到8件，其中自然人8件、法人0件、商业企业0件；予以公开5件。", 8, [8, 0], False, True),
    ("信息20条，其中公开年报1条、教育、卫生等民生19条。", 20, [1, 19], False, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whole", "parts", "closed", "agrees"), LISTS)
def test_lists(text: str, whole: int, parts: list[int], closed: bool, agrees: bool) -> None:
    (found,) = parts_lists(text)
    assert found.whole == whole
    assert [part.number for part in found.parts] == parts
    assert (found.is_closed, found.agrees) == (closed, agrees)


def test_two_divisions_of_the_same_requests_are_two_lists() -> None:
    text = "收到申请9件，其中自然人9件，予以公开5件，不予公开4件。"
    assert [[p.number for p in one.parts] for one in parts_lists(text)] == [[9], [5, 4]]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息100余条，其中网站60余条、公众号80余条。",
        "收到申请5件，其中均已办结5件，答复5件。",
        "发布100条，占比50%，其中12场、3次。",
        "发布信息100条，没有分项。",
    ],
)
def test_what_is_no_list_of_parts(text: str) -> None:
    assert list(parts_lists(text)) == []
