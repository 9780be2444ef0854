"""Personal data in a text: identity numbers, mobile phones, bank cards, names of applicants.

Each function gives where they stand, as (start, end).
"""

from collections.abc import Iterator

Span = tuple[int, int]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
              50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82)  # fmt: skip
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田姜范石姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊殷施洪翟安颜倪严牛"
    "温芦季俞章鲁葛伍韦申尤毕聂焦柳邢路岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹凌阮欧阳"
)
_NOT_NAMES = (
    "田地", "江河", "石油", "龙头", "安全", "安排", "安置", "严格", "严肃", "温馨", "武装", "章程",
    "路灯", "季度",
)  # fmt: skip
_IN_NAME = r"(?![某\*×Ｘ〔（])[\u4e00-\u9fff]"
_END = r"(?=[，。；、,;）)\s]|$|（|\(|提出|通过|申请|来函)"
_PEOPLE = ("申请人", "自然人", "信访人", "投诉人", "当事人")


def identity_numbers(text: str) -> Iterator[Span]:
    """Runs of 18 characters with the birth date and the check digit of an identity number."""
    for start, end in _long_numbers(text):
        if _is_identity(text[start:end]):
            yield start, end


def old_identity_numbers(text: str) -> Iterator[Span]:
    """Runs of 15 digits, or of 18 with a wrong check digit, that are called 身份证."""
    if "身份证" not in text:
        return
    genuine = set(identity_numbers(text))
    for start, end in (*_runs(text, 15, 15), *_long_numbers(text)):
        if "身份证" in text[max(start - 12, 0) : start] and (start, end) not in genuine:
            yield start, end


def mobiles(text: str) -> Iterator[Span]:
    """Mobile phone numbers that are not given as an office's phone."""
    for start, end in _runs(text, 11, 11):
        number = text[start:end]
        if number[0] == "1" and number[1] in "3456789" and not _is_office_phone(text, start):
            yield start, end


def cards(text: str) -> Iterator[Span]:
    """Runs of 16 to 19 digits that pass Luhn's check and are called a bank card."""
    if "卡" not in text:
        return
    for start, end in _runs(text, 16, 19):
        before = text[max(start - 12, 0) : start]
        if ("银行卡" in before or "卡号" in before) and _passes_luhn(text[start:end]):
            yield start, end


def names(text: str) -> Iterator[Span]:
    """Names after 申请人：, 申请人姓名, 具体信息为, and lists of names in a sentence on people."""
    leads = [who + how for who in _PEOPLE for how in ("：", ":", "姓名", "为", "是", "系", "分别")]
    if not any(words in text for words in (*leads, "具体信息为")):
        return
    import re

    name = rf"([{_SURNAMES}]{_IN_NAME}{{1,2}}?)"
    people = "(?:" + "|".join(_PEOPLE) + ")"
    led = rf"{people}(?:姓名)?\s*(?:[：:]|姓名|为|是|系)\s*[：:]?\s*{name}{_END}"
    for pattern in (led, rf"具体信息为\s*[：:]?\s*{name}{_END}"):
        for match in re.finditer(pattern, text):
            if match[1] not in _NOT_NAMES:
                yield match.span(1)
    listed = rf"{people}(?:姓名)?(?:分别)?[：:为是]\s*({name}(?:[、，]{name}){{2,}}){_END}"
    for match in re.finditer(listed, text):
        yield match.span(1)


def _long_numbers(text: str) -> Iterator[Span]:
    """Runs of 18 digits, or of 17 and an X."""
    for start, end in _runs(text, 17, 18):
        if end - start == 18:
            yield start, end
        elif text[end : end + 1] in ("X", "x"):
            yield start, end + 1


def _runs(text: str, least: int, most: int) -> Iterator[Span]:
    """Runs of ASCII digits of such a length, not part of a longer word, number or address."""
    at, length = 0, len(text)
    while at < length:
        if text[at] not in "0123456789":
            at += 1
            continue
        end = at
        while end < length and text[end] in "0123456789":
            end += 1
        if least <= end - at <= most and not _is_joined(text[at - 1 : at] if at else ""):
            yield at, end
        at = end


def _is_joined(before: str) -> bool:
    return bool(before) and ((before.isascii() and before.isalnum()) or before in "-/._@—－")


def _is_identity(number: str) -> bool:
    if int(number[:2]) not in _PROVINCES:
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(c) * weight for c, weight in zip(number, _WEIGHTS, strict=False))
    return number[17].upper() == _CHECKS[total % 11]


def _is_office_phone(text: str, at: int) -> bool:
    before = text[max(at - 14, 0) : at]
    if any(word in before for word in ("申请人", "本人", "当事人", "手机")):
        return False
    return any(word in before for word in ("电话", "联系", "热线", "传真", "咨询", "微信"))


def _passes_luhn(number: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
