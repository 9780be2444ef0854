"""The authorization code for a mailbox: never on the command line, never printed."""

import os
import sys

from gikxl.collect.sources.refusals import NO_CODE

VARIABLE = "GIKXL_MAIL_PASSWORD"
SERVICE = "gikxl"
"""What the code is kept under in the system's password store, with the name user@host."""


def authorization_code(user: str, host: str) -> str:
    """The code of a user: from the environment, the system's password store, or the terminal.

    Raises Unreadable if there is none, and nobody to ask.
    """
    code = os.environ.get(VARIABLE) or _kept(f"{user}@{host}") or _asked(user, host)
    if not code:
        raise NO_CODE.because(f"{user}，{host}")
    return code


def _kept(name: str) -> str:
    """The code in the system's password store; empty where there is no store, or it is shut."""
    try:
        import keyring

        return keyring.get_password(SERVICE, name) or ""
    except Exception:  # each system's store fails in its own way; then there is still the prompt
        return ""


def _asked(user: str, host: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        return ""
    from getpass import getpass

    try:
        return getpass(f"{user}（{host}）的授权码（输入时不显示）：").strip()
    except EOFError:
        return ""
