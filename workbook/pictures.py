"""Draws the pictures of the manual: `python workbook/pictures.py`.

Needs LibreOffice and pdftoppm. What comes out depends on their versions and the fonts, so
the pictures are made when the template changes, and not compared in CI.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageOps

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE / "addin")]

from example_collection import write_collection  # noqa: E402

from gikxl.cli import main as gikxl  # noqa: E402
from gikxl.write.official.pdf import libreoffice  # noqa: E402

FOLDER = HERE / "图"
COLOURS = 64
MARGIN = 8
FOOTER = 0.08
"""The part of a page, at its bottom, with the page's number."""


class Picture(NamedTuple):
    """A page of a workbook, cut to what is on it."""

    name: str
    book: Path
    page: int
    dots_per_inch: int = 90


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        marked = folder / "marked.xlsx"
        gikxl(["check", str(HERE / "示例-有错误.xlsx"), "--mark", str(marked)])
        rollup = write_collection(folder)
        for picture in (
            Picture("填表", HERE / "年报模板-2021.xlsx", 4),
            Picture("标出", marked, 4),
            Picture("校验结果", marked, 9),
            Picture("报送情况", rollup, 1, dots_per_inch=140),
            Picture("汇总表", rollup, 2),
            Picture("图表", rollup, 20, dots_per_inch=110),
        ):
            draw(picture, folder)


def draw(picture: Picture, folder: Path) -> None:
    """Draw one, by way of PDF."""
    pdf = folder / f"{picture.book.stem}.pdf"
    if not pdf.exists():
        profile = (folder / "profile").as_uri()
        _run(
            libreoffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder), str(picture.book),
        )  # fmt: skip
    page = ["-f", str(picture.page), "-l", str(picture.page), "-singlefile", "-png"]
    stem = folder / picture.name
    _run("pdftoppm", "-r", str(picture.dots_per_inch), *page, str(pdf), str(stem))
    with Image.open(f"{stem}.png") as image:
        cut(image.convert("RGB")).quantize(COLOURS).save(
            FOLDER / f"{picture.name}.png", optimize=True
        )


def cut(image: Image.Image) -> Image.Image:
    """The page without its footer and the white around."""
    image = image.crop((0, 0, image.width, round(image.height * (1 - FOOTER))))
    white = Image.new("RGB", image.size, "white")
    drawn = image.crop(ImageChops.difference(image, white).getbbox())
    return ImageOps.expand(drawn, MARGIN, "white")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - LibreOffice and pdftoppm


if __name__ == "__main__":
    main()
