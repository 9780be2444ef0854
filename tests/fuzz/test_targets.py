"""The targets without atheris: their seeds, what was made of them by chance, and any text."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import NAMES, load

OF_TEXTS = ("number", "labels", "words", "claims")
ROUNDS = 30


@pytest.mark.parametrize("name", NAMES)
def test_seeds_and_what_becomes_of_them(name: str) -> None:
    target, chance = load(name), random.Random(name)
    words = [word.encode() for word in target.words] or [b"\xff\xff", b"\0"]
    for seed in target.seeds():
        target.check(seed)
        for _ in range(ROUNDS):
            target.check(_changed(seed, words, chance))
    target.check(b"")


def _changed(data: bytes, words: list[bytes], chance: random.Random) -> bytes:
    """The same with a few bytes changed, left out, or words put in."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(data))
        piece = chance.choice([chance.choice(words), chance.randbytes(1), b""])
        data = data[:at] + piece + data[at + chance.choice([0, 0, 1, 9]) :]
    return data


@pytest.mark.parametrize("name", OF_TEXTS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_text_of_a_targets_words(name: str, data: st.DataObject) -> None:
    target = load(name)
    words = st.sampled_from(target.words) | st.text(max_size=3) | st.integers(0, 9999).map(str)
    pieces = data.draw(st.lists(words, max_size=25))
    target.check("".join(pieces).encode("utf-8", "surrogatepass"))
