"""Bytes and texts that nobody chose, led by what they make the code do.

`python -m tests.fuzz [--seconds N] [--target NAME]` runs the targets one after another under
atheris, each from a few inputs that its file makes in code. A target is a file in `targets`;
what one found stands in `found.py`, and `test_targets.py` runs it without atheris.
"""
