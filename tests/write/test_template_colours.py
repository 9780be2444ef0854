"""The template's colours are Python's findings: LibreOffice lights the cells that rules name."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from gikxl.form import EDITIONS, load
from gikxl.read import read
from gikxl.write.template import write_template
from gikxl.write.template.places import cells
from gikxl.write.template.styles import BROKEN_FILL
from tests.write.test_template_values import random_report

Cell = tuple[str, int, int]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Templates of random figures with random cells typed over, each with its page beside it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("spoilt")
    books = [folder / f"{edition}-{seed}.xlsx" for edition in EDITIONS for seed in range(3)]
    for path in books:
        edition, seed = map(int, path.stem.split("-"))
        form, rng = load(edition), random.Random(seed)
        keys = rng.sample(
            [key for key, f in form.fields.items() if f.table != "proactive"], 2 * seed
        )
        write_template(
            path,
            form,
            unit="某某县",
            year=form.first_year,
            report=random_report(form, seed),
            overrides={key: rng.randrange(1, 99) for key in keys},
        )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "html", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True, timeout=120)
    return books


def red_cells(page: Path) -> Iterator[Cell]:
    """The cells that LibreOffice shows in the colour of what is broken."""
    document = html.parse(str(page))
    names = [heading.text_content() for heading in document.xpath("//h1//em")]
    for name, table in zip(names, document.xpath("//table"), strict=True):
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(table.xpath(".//tr")):
            column = 0
            for cell in line.xpath("./td"):
                while (row, column) in taken:
                    column += 1
                down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
                if cell.get("bgcolor", "").upper() == BROKEN_FILL.upper():
                    yield name, row, column
                column += across


@pytest.mark.parametrize("number", range(3 * len(EDITIONS)))
def test_red_is_what_is_broken(spoilt: list[Path], number: int) -> None:
    report = read(str(spoilt[number]))
    places = cells(report.form)
    broken = [equation for equation in report.form.equations if report.holds(equation) is False]
    expected = {
        (place.sheet, place.row, place.column)
        for equation in broken
        for place in (places[key] for key in (*equation.left, *equation.right))
    }
    fields = {(place.sheet, place.row, place.column) for place in places.values()}
    shown = set(red_cells(spoilt[number].with_suffix(".html")))
    assert shown & fields == expected
    assert bool(shown) == bool(broken)
