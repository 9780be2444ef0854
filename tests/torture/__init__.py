"""Hostile files, each from a few lines, and what gikxl is held to with them.

    python -m tests.torture                     every kind, and a table of what became of it
    python -m tests.torture --folder DIR        the files of a folder instead

To add a kind, write a function that returns the file's bytes under `@kind` in one of the
modules named in `KINDS_IN`. `expect` is the code of the refusal, or READ, or READ with what
must be read where it is not the usual number.
"""
