"""What tests look at in the blocks of a document."""

from gikxl.form import load
from gikxl.read.document import Block, Paragraph
from gikxl.read.document.outline import Outline, outline
from gikxl.read.grid import Grid


def paragraphs(blocks: list[Block]) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def tables(blocks: list[Block]) -> list[Grid]:
    """The tables."""
    return [block for block in blocks if isinstance(block, Grid)]


def order(blocks: list[Block]) -> list[str]:
    """Paragraphs by their texts and tables by their names, as they come."""
    return [block.text if isinstance(block, Paragraph) else block.sheet for block in blocks]


def words(blocks: list[Block]) -> Outline:
    """The words by the headings of the newest form."""
    return outline(blocks, load())
