"""The bytes of a mail to a Letter: who sent it, when, and the files that may be reports.

Mails are read as they are, not as the standards want them. Nothing raises: what a
hostile or broken mail withholds is told in the letter's problems.
"""

from gikxl.collect.mail.letter import Letter, Part, open_file, open_mail

__all__ = ["Letter", "Part", "open_file", "open_mail"]
