import json
import subprocess
import sys
from pathlib import Path

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikxl import schema
from gikxl.finding import SEVERITIES, CheckedFile, Finding
from gikxl.rules import check
from tests.write.placed import placed

PUBLISHED = Path(__file__).parent.parent / "docs" / "schema.json"

findings = st.builds(
    Finding,
    code=st.text(),
    severity=st.sampled_from(list(SEVERITIES)),
    title=st.text(),
    message=st.text(),
    fields=st.lists(st.text()).map(tuple),
    cells=st.lists(st.text()).map(tuple),
    expected=st.none()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    actual=st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    suggestion=st.text(),
)
files = st.builds(
    CheckedFile,
    path=st.text(),
    verdict=st.sampled_from(["pass", "fail", "unreadable"]),
    unit=st.none() | st.text(),
    year=st.none() | st.integers(),
    edition=st.none() | st.integers(),
    findings=st.lists(findings, max_size=3).map(tuple),
)


def test_a_real_check_is_the_documented_json():
    report = placed({"requests.new.total": 3})
    checked = CheckedFile("a.xlsx", "fail", "某局", 2023, 2021, tuple(check(report)))

    data = schema.document([checked])

    [file] = data["files"]
    assert list(data) == ["version", "files"]
    assert list(file) == ["path", "verdict", "unit", "year", "edition", "findings"]
    assert list(file["findings"][0]) == [
        "code", "severity", "title", "message", "fields", "cells", "expected", "actual",
        "suggestion",
    ]  # fmt: skip
    assert file["findings"][0]["fields"][0] == "requests.new.total"
    assert file["findings"][0]["cells"][0] == "三、申请办理!J6"
    assert file["findings"][0]["expected"] == 0
    schema.model().model_validate_json(json.dumps(data, ensure_ascii=False), strict=True)


@given(st.lists(files, max_size=2))
def test_any_check_survives_json_and_fits_the_schema(checked):
    data = schema.document(checked)

    read = json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False))

    assert read == data
    assert schema.model().model_validate(read).model_dump(mode="json") == data


def test_a_path_that_is_no_text_is_written_all_the_same():
    checked = CheckedFile("\udce9.xlsx", "pass", None, None, None, ())

    json.dumps(schema.document([checked]), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "change", [{"verdict": "ok"}, {"year": "2023"}, {"more": 1}, {"findings": [{"code": "H301"}]}]
)
def test_the_schema_refuses_what_no_check_says(change):
    data = schema.document([CheckedFile("a.xlsx", "pass", "某局", 2023, 2021, ())])
    data["files"][0].update(change)

    with pytest.raises(pydantic.ValidationError):
        schema.model().model_validate_json(json.dumps(data), strict=True)


def test_the_published_schema_is_current():
    """The file is json.dumps(json_schema(), ensure_ascii=False, indent=2) and a newline."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema.json_schema()


def test_every_key_is_described_and_no_other():
    keys = {"version", "files", *CheckedFile._fields, *Finding._fields} - {"mends"}
    assert set(schema.DESCRIPTIONS) == keys


def test_the_json_needs_no_pydantic():
    code = (
        "import sys; from gikxl.finding import CheckedFile; from gikxl import schema\n"
        "schema.document([CheckedFile('a.xlsx', 'pass', None, None, None, ())])\n"
        "print('pydantic' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
