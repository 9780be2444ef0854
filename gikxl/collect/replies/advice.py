"""What a unit is to do, by what the superior is told to ask it for."""

import re

from gikxl.finding import Finding

_ASKED = re.compile("(?:请对方|[请或]让报送单位)([^；。]*?)(?:，或把附件另存[^；。]*)?[；。]")
_OTHERWISE = "请把年报的工作簿（.xlsx）或 Word 文件直接作为附件发来。"


def advice(finding: Finding) -> str:
    """How to mend what could not be read, said to the unit itself.

    The answers of collecting tell the superior what to ask for (请对方把…重发) and what he may
    do himself; those of reading are for whoever has the file.
    """
    if not finding.code.startswith("M"):
        return finding.suggestion
    asked = _ASKED.search(finding.suggestion)
    return f"请{asked[1]}。" if asked else _OTHERWISE
