"""Label matching: any text to a row, a column, or nothing."""

from collections.abc import Iterator
from functools import cache

from gikxl.form import EDITIONS, load
from gikxl.read.labels import Label, find_label, guess_label, squeeze
from tests.fuzz.holds import text

WORDS = [
    "（一）", "1.", "其他", "总计", "小计", "本年", "申请", "不予公开", "结转", "、", "\u3000",
    "（略）",
]  # fmt: skip


@cache
def _official(edition: int) -> frozenset[str]:
    """Every wording that a label can be taken for."""
    form = load(edition)
    return frozenset(
        [
            *(section.label for section in form.sections),
            *(combined.label for combined in form.combined_rows),
            *(
                text
                for block in form.blocks
                for text in (
                    block.label,
                    block.corner,
                    *(h.label for h in (*block.rows, *block.columns)),
                    *(p for h in (*block.rows, *block.columns) for p in h.path),
                )
            ),
        ]
    )


def seeds() -> Iterator[bytes]:
    """Some of the form's own labels, and as people mistype them."""
    labels = sorted(_official(max(EDITIONS)), key=len)
    for label in labels[::4]:
        yield label.encode()
        yield (label[1:] + label[:1]).encode()


def check(data: bytes) -> None:
    """Whatever is found is a wording of the form, and that wording finds itself."""
    cell = text(data)
    for edition in EDITIONS:
        for label in (find_label(edition, cell), guess_label(edition, cell)):
            if label is not None:
                _is_one(edition, label, cell)


def _is_one(edition: int, label: Label, cell: str) -> None:
    assert label.text == cell
    assert label.meanings
    assert label.official in _official(edition)
    assert not label.exact or squeeze(cell) == squeeze(label.official)
    itself = find_label(edition, label.official)
    assert itself is not None
    assert itself.exact
    assert set(label.meanings) <= set(itself.meanings)
