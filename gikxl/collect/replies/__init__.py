"""Replies to the units: a mail draft each, and sending them, each once.

`plan.py` says which reply each unit gets and to whom, `texts.py` in which words, `body.py`
what they look like, `mime.py` the bytes of the mail; `drafts.py` writes the drafts and
keeps what somebody edited; `sending.py` sends them.
"""
