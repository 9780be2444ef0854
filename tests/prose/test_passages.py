"""What the rules say of passages as offices write them: nothing of those that are right."""

import pytest

from gikxl.rules import check
from tests.prose.passages import Passage, passages


@pytest.mark.parametrize("passage", passages(), ids=lambda passage: passage.words[:24])
def test_a_passage(passage: Passage) -> None:
    report, last = passage.reports()
    found = [
        (finding.code, "-" if finding.actual is None else str(finding.actual))
        for finding in check(report, last, select=["T"])
    ]
    assert found == ([(passage.code, passage.number)] if passage.code else [])


def test_there_are_many_and_most_are_right() -> None:
    silent = sum(not passage.code for passage in passages())
    assert len(passages()) >= 400
    assert 2 * silent >= len(passages())
