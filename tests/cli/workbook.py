"""A correct report as a workbook, and what makes it wrong."""

from pathlib import Path

from gikxl.form import load
from gikxl.write.template import write_template
from tests import figures

FORM = load(2021)
WRONG = {"requests.new.natural_person": 4}
"""前进区司法局 received nothing: what is received and not handled is wrong."""


def write(path: Path, **options: object) -> Path:
    source = figures.report("qianjin_sfj_2023")
    aspects = [key for section in FORM.sections for key, _ in section.aspects]
    source.texts = dict.fromkeys([*aspects, "problems", "other"], "2023年，没有收取费用。")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_template(path, FORM, report=source, level=source.level, **options)
    return path
