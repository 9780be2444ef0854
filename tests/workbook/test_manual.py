"""The manual names what is there: buttons, commands, files, and its own pictures."""

import re
from pathlib import Path

import pytest
from PIL import Image

from gikxl.cli.commands import NAMES

WORKBOOK = Path(__file__).parents[2] / "workbook"
MANUAL = (WORKBOOK / "使用手册.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[[^]]+\]\(([^)]+)\)", MANUAL)


def test_every_button_is_explained() -> None:
    ribbon = (WORKBOOK / "addin" / "ribbon.xml").read_text(encoding="utf-8")
    labels = re.findall(r'<button id="\w+" label="([^"]+)"', ribbon)
    assert len(labels) > 5
    assert [label for label in labels if label not in MANUAL] == []


def test_every_command_exists() -> None:
    commands = re.findall(r"-m gikxl (\w+)", MANUAL)
    assert {"check", "addin", "narrate", "export"} <= set(commands) <= set(NAMES)


def test_every_chapter_that_is_linked_is_there() -> None:
    chapters = re.findall(r"^#+ (.+)$", MANUAL, re.MULTILINE)
    linked = re.findall(r"\]\(#([^)]+)\)", MANUAL)
    assert len(linked) > 3
    assert set(linked) <= set(chapters)


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:年报模板|年报格式|示例)-[^`]+\.\w+|核对年报\.cmd)`", MANUAL))
    assert len(named) > 3
    assert [name for name in named if not (WORKBOOK / name).exists()] == []


def test_pictures_are_those_that_are_shown() -> None:
    assert {f"图/{path.name}" for path in (WORKBOOK / "图").iterdir()} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_small_and_whole(name: str) -> None:
    path = WORKBOOK / name
    assert path.stat().st_size < 200_000
    with Image.open(path) as image:
        assert image.width > 500
        assert len(image.convert("RGB").getcolors(1 << 20) or []) > 10
