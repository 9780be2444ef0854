"""Everything that leaves gikxl, and strings made to break each way out.

A way out is a row of `exits.EXITS`: what leaves, which strings of strangers reach it, how they
are put in, and by what independent reader they are read back. `python -m tests.escaping` prints
the table with how many strings were tried on each.
"""
