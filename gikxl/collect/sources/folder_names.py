"""Names of mail folders in IMAP's own spelling, modified UTF-7 (RFC 3501, 5.1.3)."""

import binascii
import re

_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def decoded(name: str) -> str:
    """The name as people see it; what is no modified UTF-7 stays as it is."""
    return _SHIFTED.sub(_characters, name)


def _characters(found: re.Match[str]) -> str:
    coded = found[1]
    if not coded:
        return "&"
    try:
        padded = coded.replace(",", "/") + "=" * (-len(coded) % 4)
        return binascii.a2b_base64(padded).decode("utf-16-be")
    except (ValueError, UnicodeDecodeError):
        return found[0]
