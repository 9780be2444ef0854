"""Strings made to break something: by name, and at random."""

from hypothesis import strategies as st

from gikxl.write.wording import clean

NASTY = {
    "NUL": "甲\0乙",
    "control characters": "甲\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x9f乙",
    "bell and backspace": "\a甲\b\b\b\b乙",
    "colours of a terminal": "\x1b[31m红\x1b[0m\x1b[2J\x1b[H",
    "title of a terminal": "\x1b]0;标题\a甲\x1b]52;c;ZXZpbA==\x1b\\",
    "link of a terminal": "\x1b]8;;http://x.example\x1b\\甲\x1b]8;;\x1b\\",
    "C1 escapes": "\x9b31m甲\x9d0;标题\x9c",
    "another line": "甲\r\n结论：通过\n乙\r丙",
    "other lines": "甲\x85乙\u2028丙\u2029丁\x0b戊",
    "writing turned": "\u202e年报\u202cslx.exe",
    "isolates": "\u2066甲\u2067乙\u2068丙\u2069",
    "half a surrogate pair": "甲\ud800乙\udfff丙\udc80",
    "no characters": "甲\ufffe乙\uffff丙\U0001ffff",
    "hidden": "甲\u200b\u200d\u2060\ufeff\u00ad\u180e乙\U000e0041",
    "command": "=cmd|' /C calc'!A0",
    "formula": "=1+1",
    "plus": "+1",
    "minus": "-1+2",
    "at": "@SUM(A1:A9)",
    "tab and formula": "\t=1+1",
    "line and formula": "\n=1+1",
    "full-width formula": "＝1+1",
    "array": "{=SUM(A1)}",
    "apostrophe": "'甲",
    "link": '=HYPERLINK("http://x.example","甲")',
    "address": "http://x.example/?a=1#b",
    "place": "internal:'汇总表'!A1",
    "escape of OOXML": "甲_x000D_乙_x0000_丙_xFFFF_",
    "escaped escape of OOXML": "甲_x005F_乙_x000D_丙",
    "end of CDATA": "甲]]>乙<![CDATA[丙",
    "entities": "&lt;甲&amp;#10;&#x202e;&nbsp;&甲;",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\"' onmouseover='alert(1)\" x=`y`",
    "comment": "--><!-- 甲 -->",
    "doctype": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "tags of Word": "</w:t></w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText>",
    "placeholder": "{{ 7*7 }}{{总体情况}}{{三.1.1}}{% x %}",
    "slot": "{单位}{问题}{0}{x!r:>99999}",
    "percent": "%s%d%n%(x)s%99999999s",
    "backslashes": "\\u202e\\n\\\\甲\\",
    "header": "甲\r\nBcc: x@x.example\r\n\r\n正文",
    "encoded word": "=?utf-8?B?5bm05oql?= =?x?Q?=0A?=",
    "quotes and colons": '甲";filename="x.exe',
    "statement": "'); DROP TABLE messages; --",
    "path": "../../etc/passwd",
    "path of Windows": '..\\..\\C:\\x:y|z?<>*"',
    "device": "con",
    "device with an ending": "NUL.xlsx",
    "device with a digit": "com¹.甲",
    "dots": "...",
    "dot at the end": "甲. . .",
    "tilde": "~$甲",
    "option": "--force",
    "blanks": " \t\u3000甲\xa0 ",
    "nothing": "",
    "error value": "#REF!",
    "truth": "TRUE",
    "number": "１２３",
    "date": "1/2",
    "right to left": "شركة مثال 12",
    "emoji": "👨\u200d👩\u200d👧🇨🇳👍🏽",
    "rare characters": "𠮷𪚥𰻝",
    "combining": "a" + "\u0301" * 200 + "甲\u0336",
    "long": "甲" * 40_000,
    "long and rare": "𠮷" * 20_000,
    "long without a break": "a" * 40_000,
}

_PIECES = st.sampled_from(sorted(NASTY.values(), key=len)[:-3])
TEXTS = st.lists(_PIECES | st.text(max_size=8), min_size=1, max_size=4).map("".join)
"""Several of these together, with any characters between."""


def is_shown(text: str, besides: str = "\u3000") -> bool:
    """Whether all of a text is seen, and moves nothing."""
    return all(char.isprintable() or char in besides for char in text)


def line(text: str) -> str:
    """What is left of a string in one line, as gikxl.write.wording has it."""
    return clean(text)
