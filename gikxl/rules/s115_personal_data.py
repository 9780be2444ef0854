"""可能公布了申请人的个人信息

依据：《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私的政府信息不得公开

说明：文字里像有申请人的姓名、手机号码、银行卡号或者旧身份证号码。本单位的联系电话、地址、邮编，
以及隐去名字的“张某”“张**”，不作提示。

怎样改：删去个人信息；确属本单位公开的联系方式的，写明“联系电话”。

错例：

    （二）依申请公开：2025年，收到申请一件，申请人：张伟国，手机13800138000。

对例：

    引言：2025年，如有疑问，请与办公室联系（电话：13800138000）。
    （二）依申请公开：2025年，收到申请一件，申请人为自然人。
"""

from collections.abc import Iterator

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.personal import cards, mobiles, names, old_identity_numbers
from gikxl.rules.shared.sentences import Hit, said, told

CODE = "S115"
SEVERITY = "warning"

_KINDS = (
    (names, "请核对，申请人的姓名请删去"),
    (mobiles, "请核对，个人的手机号码请删去"),
    (old_identity_numbers, "请核对，身份证号码请删去"),
    (cards, "请核对，个人的银行卡号请删去"),
)


def check(report: Report, _last: Report | None) -> Iterator[Found]:
    """What looks like an applicant's name, mobile phone, bank card or old identity number."""
    for key, text in said(report):
        # The opening says whom to ask: the office's own phone belongs there.
        kinds = [k for k in _KINDS if not (key == report.form.opening.key and k[0] is mobiles)]
        hits = [Hit(*span, advice) for find, advice in kinds for span in find(text)]
        if found := told(report, key, text, hits):
            yield found
