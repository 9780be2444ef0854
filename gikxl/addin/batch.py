"""Batch files as Chinese Windows reads them: code page 936, lines ending in CR LF."""

CODE_PAGE = "gbk"
_TAKEN_FOR_SIGNS = b"|^&<>%"


def batch_file(text: str) -> bytes:
    """The bytes of a batch file; UnicodeEncodeError if code page 936 lacks a character.

    ValueError if half of a character would be a sign of the command language to a cmd that
    reads the line in another code page.
    """
    for char in text:
        code = char.encode(CODE_PAGE)
        if len(code) > 1 and any(byte in _TAKEN_FOR_SIGNS for byte in code):
            raise ValueError(f"not safe in a batch file: {char}")
    return text.replace("\n", "\r\n").encode(CODE_PAGE)
