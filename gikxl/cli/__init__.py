"""The command line: arguments in, text, JSON, HTML or a file out.

Exit codes: 0 no error, 1 errors found, 2 wrong usage, 3 something could not be read.
"""

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from gikxl.cli.options import Options, read_options

if TYPE_CHECKING:
    from gikxl.jobs.check import Checked

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 3
_INTERRUPTED = 130
_MOST_NAMED = 5


def run() -> None:
    """Run the command line and leave with its exit code.

    It leaves without taking the interpreter down piece by piece, and checks one file
    without collecting garbage: both take longer than reading the file.
    """
    gc.disable()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Nothing but an answer in Chinese is printed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except ValueError as error:
        _complain(str(error))
        return USAGE
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERRORS
    except KeyboardInterrupt:
        _complain("已中断。")
        return _INTERRUPTED
    except Exception as error:
        from gikxl.cli.failures import answer

        _complain(*answer(error))
        return UNREADABLE


def _complain(*lines: str) -> None:
    print("gikxl：" + "\n".join(filter(None, lines)), file=sys.stderr)


def _speak_utf8() -> None:
    """Write for programs in UTF-8, whatever encoding the terminal has."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def _check(options: Options) -> int:
    from gikxl.jobs.check import Checker
    from gikxl.jobs.sources import expand, refuse_overwriting

    checker = Checker(
        last=options.last,
        select=_codes(options.select or ()),
        ignore=_codes(options.ignore or ()),
        draw=options.format != "json",
    )
    sources = expand(options.paths, options.mark)
    if options.output:
        refuse_overwriting(options.output, options.last, *(source.path for source in sources))
    if options.mark:
        refuse_overwriting(options.mark, options.last)
    if len(sources) > 1:
        gc.enable()
    checked: Iterable[Checked] = checker.check_all(sources)
    failures: list[str] = []
    if options.mark:
        from gikxl.jobs.mark import mark_each

        checked = mark_each(checked, options.mark, len(sources), failures)
    if len(sources) > 1 and sys.stderr.isatty():
        from gikxl.cli.progress import shown

        checked = shown(checked, len(sources))
    verdicts: set[str] = set()
    _show(options, _noting(checked, verdicts), len(sources))
    for failure in failures:
        _complain(failure)
    _tell_passed_over(options, checker.passed_over)
    if failures or "unreadable" in verdicts:
        return UNREADABLE
    return ERRORS if "fail" in verdicts else OK


def _tell_passed_over(options: Options, no_reports: Sequence[str]) -> None:
    """Say which files of a folder were not looked at: one of them may be somebody's report."""
    from gikxl.jobs.sources import passed_over

    others = [*passed_over(options.paths, options.mark), *no_reports]
    if others:
        named = "、".join(os.path.basename(path) for path in others[:_MOST_NAMED])
        more = " 等" if len(others) > _MOST_NAMED else ""
        _complain(f"文件夹里有 {len(others)} 个文件没有当作年报核对：{named}{more}")


def _show(options: Options, checked: "Iterable[Checked]", files: int) -> None:
    show = _SHOW[options.format]
    if options.output:
        from io import TextIOWrapper

        from gikxl.write.files import replacing

        with replacing(options.output) as file:
            out = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
            show(out, checked, files)
            out.detach()
    else:
        if options.format != "text":
            _speak_utf8()
        show(sys.stdout, checked, files)


def _noting(checked: "Iterable[Checked]", verdicts: set[str]) -> "Iterator[Checked]":
    for one in checked:
        verdicts.add(one.file.verdict)
        yield one


def _show_text(out: TextIO, checked: "Iterable[Checked]", files: int) -> None:
    from gikxl.write.text import Summary, write_file

    summary = Summary()
    for one in checked:
        write_file(out, one.file, one.excerpts)
        summary.add(one.file)
    if files > 1:
        summary.write(out)


def _show_json(out: TextIO, checked: "Iterable[Checked]", _files: int) -> None:
    import json

    from gikxl.schema import document

    json.dump(document([one.file for one in checked]), out, ensure_ascii=False, indent=1)
    out.write("\n")


def _show_html(out: TextIO, checked: "Iterable[Checked]", _files: int) -> None:
    from gikxl.write.html import page

    all_checked = list(checked)
    out.write(page([one.file for one in all_checked], [one.excerpts for one in all_checked]))


_SHOW = {"text": _show_text, "json": _show_json, "html": _show_html}


def _codes(lists: Sequence[str]) -> list[str]:
    return [code for codes in lists for code in codes.replace("，", ",").replace(",", " ").split()]


def _fill(options: Options) -> int:
    from gikxl.jobs.fill import fill_file

    filled = fill_file(
        options.path,
        options.output,
        last=options.last,
        typed_totals=options.totals,
        headers=options.headers,
    )
    for edit in filled.edits:
        after = edit.value if edit.formula is None else f"{edit.value}（={edit.formula}）"
        print(f"{edit.place}：{edit.before or '空白'} → {after}　{edit.reason}")
    print(f"共改动 {len(filled.edits)} 个单元格，写入 {options.output}")
    if not filled.complete:
        print("原文件不是 xlsx 格式，新文件只保留了数值，没有保留格式和公式。")
    return OK


def _new(options: Options) -> int:
    from gikxl.jobs.new import new_file

    out = new_file(
        options.output,
        unit=options.unit,
        year=options.year,
        level=options.level,
        contact=options.contact,
        phone=options.phone,
        last=options.last,
    )
    print(f"已生成 {out}")
    return OK


def _narrate(options: Options) -> int:
    if options.show_sentences:
        from gikxl.prose.narrate import own_sentences

        _speak_utf8()
        sys.stdout.write(own_sentences())
        return OK
    if options.path is None:
        raise ValueError("请写明工作簿的文件名")
    from gikxl.jobs.narrate import narrate_file, told

    narrated = narrate_file(
        options.path,
        options.output,
        last=options.last,
        sentences=options.sentences,
        refresh=options.refresh,
    )
    for line in told(narrated):
        print(line)
    return OK


def _import(options: Options) -> int:
    from gikxl.jobs.take_in import import_file, told

    taken = import_file(
        options.path,
        options.output,
        year=options.year,
        last=options.last,
        force=options.force,
    )
    for line in told(taken):
        print(line)
    return OK if taken.is_complete else ERRORS


def _export(options: Options) -> int:
    from gikxl.jobs.export import export_file
    from gikxl.write.official.pdf import NotConverted

    try:
        exported = export_file(
            options.path, options.output, force=options.force, template=options.template
        )
    except NotConverted as why:
        _complain(str(why))
        return UNREADABLE
    errors = exported.errors
    if not exported.written:
        _complain(
            f"{options.path} 有 {len(errors)} 个错误，没有导出。",
            f"{'第一个' if len(errors) > 1 else '错误'}是 {errors[0].code} {errors[0].title}："
            f"{errors[0].message}",
            f"先改正再导出；全部错误用 gikxl check {options.path} 查看。"
            "确实要照原样导出的，加上 --force。",
        )
        return ERRORS
    print(f"已导出 {options.output}" + (f"，其中 {len(errors)} 个错误没有改正" * bool(errors)))
    return OK


def _rules(options: Options) -> int:
    from gikxl.jobs.rules import catalogue_markdown, list_rules

    if options.markdown:
        _speak_utf8()
        sys.stdout.write(catalogue_markdown())
    else:
        for line in list_rules():
            print(line)
    return OK


def _explain(options: Options) -> int:
    from gikxl.jobs.rules import explain

    print(explain(options.code))
    return OK


def _schema(_options: Options) -> int:
    import json

    from gikxl.schema import json_schema

    _speak_utf8()
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
    return OK


_COMMANDS = {
    "check": _check,
    "fill": _fill,
    "new": _new,
    "narrate": _narrate,
    "import": _import,
    "export": _export,
    "rules": _rules,
    "explain": _explain,
    "schema": _schema,
}
