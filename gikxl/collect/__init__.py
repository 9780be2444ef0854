"""Collecting: from mailboxes and folders to one correct roll-up, and replies to the units.

One way through: sources offer items (`sources/`), an item is taken in by a worker
(`intake.py`: its originals are kept, its reports checked), what was received goes into the
ledger (`ledger/`), the roster tells whose it is and where each unit stands (`roster/`,
`standing.py`), and from that the roll-up (`rollup/`) and the replies (`replies/`) are made.
"""
