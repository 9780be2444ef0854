"""Builds the workbooks, Word templates and the add-in of this folder: `python workbook/build.py`.

With --check nothing is written: a fresh build is compared with what is here, and the
exit code is 1 if anything differs.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

HERE = Path(__file__).resolve().parent
PACKAGED = HERE.parent / "gikxl" / "addin" / "gikxl.xlam"
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE / "addin")]

from example_roster import write_roster  # noqa: E402
from ribbon_addin import write_addin  # noqa: E402

from gikxl.form import Form, for_year, load  # noqa: E402
from gikxl.report import Number, Report, Value  # noqa: E402
from gikxl.write.official.blank import template as word_template  # noqa: E402
from gikxl.write.template import Raw, write_template  # noqa: E402
from gikxl.write.template.figures import Figures  # noqa: E402

# The published report has nothing but zeros in its tables, while its text tells of two
# applications: the example keeps that contradiction.
QIANJIN_TEXTS = {
    "overview": "2023年，区司法局按照条例要求做好政府信息公开工作，主动公开司法行政工作动态。",
    "proactive_disclosure": "全年通过“前进司法局在线”微信平台推送信息172条。",
    "disclosure_on_request": "2023年我局有2个依申请公开的案件。",
    "information_management": "成立局长任组长的领导小组，健全信息发布审查制度，把好内容质量关。",
    "platforms": "依托区政务服务网站“信息公开”栏目和政务新媒体公开信息，接受在线申请。",
    "supervision": "自觉接受社会监督，全年没有因公开审查不当引起的泄密情况。",
    "problems": "存在的问题是部门动态栏目更新不够及时。下一步加强信息提炼和人员培训，丰富公开形式，"
    "拓宽公开渠道。",
    "other": "本年度没有收取政府信息公开信息处理费。",
}

# An invented county office: a row of the form and its numbers, totals and rows of zeros left out.
QINGHE_2024 = """
proactive.normative_document  6 3 25
proactive.licence             298
proactive.penalty             41
proactive.coercion            2
proactive.fee                 35.2
requests.new                  119 20 0 1 4 2
requests.carried_over         3 0 0 0 0 0
requests.granted              50 8 0 1 2 1
requests.partly_granted       12 3 0 0 1 0
requests.third_party          2 1 0 0 0 0
requests.internal_affairs     3 0 0 0 0 0
requests.enforcement_files    5 1 0 0 0 0
requests.not_held             24 4 0 0 1 1
requests.needs_creation       4 0 0 0 0 0
requests.still_unclear        3 0 0 0 0 0
requests.petition             6 0 0 0 0 0
requests.repeated             3 0 0 0 0 0
requests.not_corrected        5 1 0 0 0 0
requests.carried_forward      5 2 0 0 0 0
disputes.reconsideration      1 0 0 1
disputes.direct_suit          1 0 0 0
"""
QINGHE_2025 = """
proactive.normative_document  4 2 27
proactive.licence             312
proactive.penalty             38
proactive.coercion            3
proactive.fee                 36.5825
requests.new                  128 23 1 2 6 3
requests.carried_over         5 2 0 0 0 0
requests.granted              46 9 1 1 3 1
requests.partly_granted       14 3 0 0 1 0
requests.forbidden_by_law     2 0 0 0 0 0
requests.public_security      1 0 0 0 0 0
requests.third_party          3 2 0 0 0 0
requests.internal_affairs     4 1 0 0 0 0
requests.process_information  3 0 0 0 0 0
requests.enforcement_files    6 2 0 0 0 0
requests.inquiry_matters      2 0 0 0 0 0
requests.not_held             21 4 0 1 1 1
requests.needs_creation       3 0 0 0 0 0
requests.still_unclear        4 1 0 0 0 0
requests.petition             7 0 0 0 0 0
requests.repeated             4 1 0 0 0 0
requests.publication          1 0 0 0 0 0
requests.excessive            2 0 0 0 0 0
requests.reconfirmation       1 0 0 0 0 0
requests.not_corrected        3 1 0 0 0 1
requests.other                2 0 0 0 1 0
requests.carried_forward      4 1 0 0 0 0
disputes.reconsideration      3 1 0 0
disputes.direct_suit          1 0 0 1
disputes.suit_after_reconsideration  1 0 0 0
"""
QINGHE_TEXTS = {
    "overview": "2025年，我局认真落实政府信息公开条例，各项工作有序开展。",
    "proactive_disclosure": "全年制发行政规范性文件4件，废止2件，现行有效27件。",
    "disclosure_on_request": "全年新收政府信息公开申请163件，上年结转7件，结转下年度5件。",
    "information_management": "严格公开前审查，定期清理并公布行政规范性文件。",
    "platforms": "更新门户网站公开专栏，办好政务新媒体。",
    "supervision": "组织业务培训2次，开展日常检查。",
    "problems": "答复文书的说理还不够充分。下一步统一文书格式，加强对承办科室的指导。",
    "other": "本年度没有收取政府信息公开信息处理费。",
}
QINGHE_ERRORS: dict[str, Raw] = {
    # A county office cannot issue 规章.
    "proactive.regulation.issued": 1,
    "proactive.regulation.in_force": 1,
    # A word behind the number, and a sign instead of 0.
    "proactive.coercion.decisions": "3件",
    "requests.state_secret.legal_service": "—",
    # Two digits swapped: 21.
    "requests.not_held.natural_person": 12,
    # A value one row too low: nothing but last year's figures gives it away.
    "requests.new.research": 0,
    "requests.carried_over.research": 1,
    # Last year carried 2 forward; the column adds up all the same.
    "requests.new.business": 24,
    "requests.carried_over.business": 1,
    # A total typed over its formula and wrong (61), and one deleted.
    "requests.granted.total": 60,
    "requests.repeated.total": None,
    # The remains of a formula whose source is gone.
    "disputes.direct_suit.other_outcome": "=#REF!",
}


def report(form: Form, rows: str, texts: dict[str, str] | None = None) -> Report:
    """A correct report: the given rows, zeros elsewhere, totals added up."""
    sums = form.totals
    typed: dict[str, Raw] = {key: 0 for key in form.fields if key not in sums}
    for line in rows.split("\n"):
        row, *numbers = line.split() or [""]
        inputs = [key for key in typed if key.startswith(f"{row}.")]
        typed.update(zip(inputs, map(_number, numbers), strict=True) if numbers else ())
    figures = Figures(typed, sums)
    values = {key: Value(_number(str(figures[key]))) for key in form.fields}
    return Report(form, values, texts=texts)


def _number(text: str) -> Number:
    return int(text) if text.isdigit() else Decimal(text)


def _qianjin(path: Path) -> None:
    form = for_year(2023)
    write_template(
        path,
        form,
        unit="佳木斯市前进区司法局",
        year=2023,
        level=form.levels[-1].label,
        report=report(form, "", QIANJIN_TEXTS),
    )


def _with_errors(path: Path) -> None:
    form = for_year(2025)
    write_template(
        path,
        form,
        unit="清河县示例局",
        year=2025,
        level=form.levels[-1].label,
        report=report(form, QINGHE_2025, QINGHE_TEXTS),
        last=report(form, QINGHE_2024),
        overrides=QINGHE_ERRORS,
    )


def _word(path: Path, edition: int) -> None:
    path.write_bytes(word_template(load(edition)))


OUTPUTS: dict[str, Callable[[Path], None]] = {
    "年报模板-2021.xlsx": lambda path: write_template(path, load(2021)),
    "年报模板-2019.xlsx": lambda path: write_template(path, load(2019)),
    "示例-前进区司法局2023.xlsx": _qianjin,
    "示例-有错误.xlsx": _with_errors,
    "年报格式-2021.docx": lambda path: _word(path, 2021),
    "年报格式-2019.docx": lambda path: _word(path, 2019),
    "单位名单-示例.xlsx": write_roster,
    PACKAGED.name: write_addin,
}


def build(folder: Path) -> None:
    """Write all outputs into a folder."""
    for name, write in OUTPUTS.items():
        write(folder / name)


def differences(committed: Path, fresh: Path) -> list[str]:
    """The parts of a workbook that differ, byte for byte.

    Packages are compared part by part: another version of zlib packs the same bytes differently.
    """
    if not committed.exists():
        return ["没有这个文件"]
    old, new = _parts(committed), _parts(fresh)
    if list(old) != list(new):
        return ["部件不同"]
    return [part for part in old if old[part] != new[part]]


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def check(folder: Path) -> int:
    """Compare the folder with a fresh build; 1 if something differs."""
    code = 0
    with tempfile.TemporaryDirectory() as temporary:
        build(Path(temporary))
        for committed in [*(folder / name for name in OUTPUTS), PACKAGED]:
            for part in differences(committed, Path(temporary, committed.name)):
                print(f"{committed.name}: {part}", file=sys.stderr)
                code = 1
    return code


def main(arguments: list[str] | None = None) -> int:
    """Build, or with --check compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        return check(HERE)
    build(HERE)
    shutil.copyfile(HERE / PACKAGED.name, PACKAGED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
