"""A check as one self-contained HTML page: no script, nothing loaded from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape
from os.path import basename

from gikxl.finding import SEVERITIES, CheckedFile, Finding
from gikxl.write.excerpt import Cell, Excerpt
from gikxl.write.wording import (
    EMPTY,
    VERDICTS,
    blamed_cells,
    clean,
    conclusion,
    facts,
    form_of,
    grouped,
    subject,
)

TITLE = "政府信息公开工作年度报告校验结果"

_STYLE = """
:root { color-scheme: light; --error: #b3261e; --warning: #8a5a00; --notice: #1b5e8c; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; color: #1f2328;
  font: 16px/1.65 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
  SimSun, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 0; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; padding-bottom: .2rem;
  border-bottom: 1px solid #d0d7de; }
h4 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; }
a { color: #0b57d0; }
.muted { color: #59636e; font-size: .9rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #d0d7de; padding: .25rem .55rem; text-align: right; }
thead th { background: #f3f5f7; font-weight: 600; text-align: center; }
tbody th { background: #f3f5f7; font-weight: 400; text-align: left; }
.summary { width: 100%; min-width: 44rem; margin: 1rem 0 0; }
.summary td, .summary tbody th { text-align: left; }
.summary td.number { text-align: right; }
.file { margin-top: 2.5rem; padding-top: 1rem; border-top: 3px solid #1f2328; }
.verdict { font-weight: 600; }
.pass { color: #1a7f37; } .fail, .unreadable { color: var(--error); }
.finding { margin: .9rem 0; padding: .6rem .9rem; border-left: 4px solid; background: #fafbfc; }
.finding.error { border-color: var(--error); } .finding.warning { border-color: #d4a000; }
.finding.notice { border-color: #7fb2d9; }
.badge { display: inline-block; padding: 0 .5rem; margin-right: .4rem; border-radius: .25rem;
  font-size: .85rem; font-weight: 600; border: 1px solid; }
.error .badge { color: var(--error); background: #fdecea; }
.warning .badge { color: var(--warning); background: #fff6d6; }
.notice .badge { color: var(--notice); background: #e8f2fa; }
.excerpt { margin: .6rem 0; font-size: .88rem; }
.excerpt th, .excerpt td { min-width: 2.6rem; }
.excerpt .letters th { color: #59636e; font-weight: 400; padding: 0 .55rem; }
.excerpt tbody th:first-child { color: #59636e; text-align: center; }
.excerpt thead th { min-width: 3.6rem; }
.excerpt th + th { min-width: 10rem; max-width: 18rem; }
.excerpt thead th + th { min-width: 3.6rem; max-width: none; }
.excerpt .wrong { background: #ffc7ce; color: #8c0008; font-weight: 600; }
.excerpt .involved { background: #fff2cc; }
.should { display: block; font-size: .8rem; white-space: nowrap; }
.mend { font-weight: 600; }
@media print {
  @page { size: A4; margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .finding { break-inside: avoid; background: none; }
  .excerpt { font-size: 8.5pt; }
  .summary { min-width: 0; }
  .wide { overflow: visible; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def page(files: Sequence[CheckedFile], excerpts: Sequence[Sequence[Excerpt | None]] = ()) -> str:
    """The page on these files; `excerpts` holds those of each file, beside its findings."""
    drawn = [*excerpts, *([()] * (len(files) - len(excerpts)))]
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{TITLE}</h1>\n",
        *_overview(files),
        *(
            part
            for number, (checked, beside) in enumerate(zip(files, drawn, strict=True), start=1)
            for part in _file(number, checked, beside)
        ),
        "</body>\n</html>\n",
    ]
    return "".join(parts)


def _text(text: str) -> str:
    return escape(clean(text))


def _overview(files: Sequence[CheckedFile]) -> Iterator[str]:
    """The table on top, with a link to each file's section."""
    counts = [(word, sum(f.verdict == key for f in files)) for key, word in VERDICTS.items()]
    said = "，".join(f"{word} {count} 个" for word, count in counts if count)
    yield f"<p>共 {len(files)} 个文件" + (f"：{said}" if said else "") + "。</p>\n"
    heads = ("序号", "文件", "单位", "年度", "结论", *SEVERITIES.values())
    yield '<div class="wide"><table class="summary">\n<thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>\n"
    for number, checked in enumerate(files, start=1):
        tallies = "".join(f'<td class="number">{checked.count(key)}</td>' for key in SEVERITIES)
        yield (
            f'<tr><td class="number">{number}</td>'
            f'<th scope="row"><a href="#f{number}">{_text(basename(checked.path))}</a></th>'
            f"<td>{_text(checked.unit or '')}</td><td>{checked.year or ''}</td>"
            f'<td class="{checked.verdict}">{VERDICTS[checked.verdict]}</td>{tallies}</tr>\n'
        )
    yield "</tbody>\n</table></div>\n"


def _file(number: int, checked: CheckedFile, excerpts: Sequence[Excerpt | None]) -> Iterator[str]:
    yield f'<section class="file" id="f{number}">\n<h2>{_text(basename(checked.path))}</h2>\n'
    form = form_of(checked)
    about = [subject(checked)] if subject(checked) else []
    if checked.edition:
        about.append(f"按 {form.document} 格式校验")
    yield f'<p class="muted">{_text(" · ".join([*about, checked.path]))}</p>\n'
    yield f'<p class="verdict {checked.verdict}">{escape(conclusion(checked))}</p>\n'
    for title, indices in grouped(checked):
        yield f"<h3>{escape(title)}</h3>\n"
        for index in indices:
            yield from _finding(
                checked.findings[index], excerpts[index] if index < len(excerpts) else None
            )
    yield "</section>\n"


def _finding(finding: Finding, drawn: Excerpt | None) -> Iterator[str]:
    badge = f'<span class="badge">{SEVERITIES[finding.severity]} {_text(finding.code)}</span>'
    yield f'<article class="finding {finding.severity}">\n<h4>{badge}{_text(finding.title)}</h4>\n'
    yield f"<p>{_text(finding.message)}</p>\n"
    if said := facts(finding, blamed_cells(finding)):
        yield f'<p class="muted">{escape(said)}</p>\n'
    if drawn and finding.severity != "notice":
        yield from _excerpt(drawn)
    if finding.suggestion:
        yield f'<p><span class="mend">改法：</span>{_text(finding.suggestion)}</p>\n'
    yield "</article>\n"


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    letters = "".join(f'<th scope="col">{letter}</th>' for letter in excerpt.letters)
    labels = "".join(f'<th scope="col">{_text(label)}</th>' for label in excerpt.labels)
    yield '<div class="wide"><table class="excerpt">\n<thead>\n'
    sheet = f'<th scope="col">{_text(excerpt.sheet)}</th>'
    yield f'<tr class="letters"><td></td>{sheet}{letters}</tr>\n'
    yield f"<tr><td></td><td></td>{labels}</tr>\n</thead>\n<tbody>\n"
    for line in excerpt.lines:
        cells = "".join(map(_cell, line.cells))
        heads = f'<th scope="row">{line.number}</th><th scope="row">{_text(line.label)}</th>'
        yield f"<tr>{heads}{cells}</tr>\n"
    yield "</tbody>\n</table></div>\n"


def _cell(cell: Cell) -> str:
    if not cell.mark:
        return f"<td>{_text(cell.text)}</td>"
    should = f'<span class="should">应为 {_text(cell.should)}</span>' if cell.should else ""
    return f'<td class="{cell.mark}">{_text(cell.text) or EMPTY}{should}</td>'
