"""The JSON that programs read, and its schema.

The JSON is written straight from the NamedTuples, so that a check need not load
pydantic; the schema is derived from the same types.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_type_hints

from gikxl.finding import CheckedFile, Finding

if TYPE_CHECKING:
    from pydantic import BaseModel

VERSION = 1
_NOT_IN_JSON = frozenset({"mends"})

DESCRIPTIONS = {
    "version": "本格式的版本；只增加键时不变",
    "files": "每个受检文件一项，按检查的先后",
    "path": "文件路径，与命令行所给一致",
    "verdict": "pass：没有错误；fail：至少有一个错误；unreadable：无法读取",
    "unit": "单位名称；文件里没有写明时为 null",
    "year": "报告年度；文件里没有写明时为 null",
    "edition": "校验所依据的格式版本（2019 或 2021）；无法读取时为 null",
    "findings": "发现的问题，按表格的次序",
    "code": "问题的编号，永不改变；用 gikxl explain 查看说明",
    "severity": "error：错误；warning：警告，需要说明原因；notice：提示",
    "title": "这类问题的名称",
    "message": "这一处的具体问题",
    "fields": "所涉及的填报项，最应修改的在前",
    "cells": "所涉及的单元格（工作表!单元格），与 fields 次序相同；没有单元格的不列",
    "expected": "应为；无法断定时为 null",
    "actual": "实为",
    "suggestion": "改法",
}
"""What each key means."""


def document(files: Sequence[CheckedFile]) -> dict[str, Any]:
    """The files as plain data for `json`."""
    return {
        "version": VERSION,
        "files": [
            _plain(checked) | {"findings": [_plain(finding) for finding in checked.findings]}
            for checked in files
        ],
    }


def json_schema() -> dict[str, Any]:
    """The JSON schema of `document`."""
    return model().model_json_schema()


def model() -> "type[BaseModel]":
    """The pydantic model of `document`, built from the NamedTuples."""
    from typing import Literal

    hints = get_type_hints(Finding)
    finding = _model("Finding", {key: hints[key] for key in hints if key not in _NOT_IN_JSON})
    hints = get_type_hints(CheckedFile) | {"findings": tuple[finding, ...]}  # type: ignore[valid-type]
    checked = _model("CheckedFile", hints)
    return _model("Check", {"version": Literal[1], "files": tuple[checked, ...]})  # type: ignore[valid-type]


def _model(name: str, hints: dict[str, Any]) -> "type[BaseModel]":
    """A model in which every key is there, and no other."""
    from pydantic import ConfigDict, Field, create_model

    fields: dict[str, Any] = {
        key: (hint, Field(description=DESCRIPTIONS[key])) for key, hint in hints.items()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def _plain(item: CheckedFile | Finding) -> dict[str, Any]:
    items = item._asdict().items()
    return {key: _value(value) for key, value in items if key not in _NOT_IN_JSON}


def _value(value: object) -> object:
    """A value that any JSON reader takes: half a surrogate pair, as in odd paths, is none."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    return value
