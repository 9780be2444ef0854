"""The content of a part as bytes, from the encoding in which mail carries it."""

from binascii import a2b_qp

from gikxl.collect.mail.loose_base64 import loosely

_UNLABELLED = (b"UEsDB", b"0M8R4KGx", b"JVBERi0", b"PCFET0NUWV")
"""How zip, OLE, PDF and HTML begin in base64."""


def decoded(content: bytes, encoding: str) -> tuple[bytes, bool]:
    """The bytes that a part carries, and whether they are whole as far as one can tell.

    `encoding` is the value of Content-Transfer-Encoding; one that is not known, or none,
    means the content as it stands, unless it is plainly base64 that nobody labelled.
    """
    name = encoding.strip().strip("\"';").lower()
    if name == "base64":
        return loosely(content)
    if name == "quoted-printable":
        return a2b_qp(content), True
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        from gikxl.collect.mail.uuencoded import files

        found = next(files(content), None)
        return (found.data, found.whole) if found else (content, False)
    if content[:80].lstrip().startswith(_UNLABELLED):
        return loosely(content)
    return content, True
