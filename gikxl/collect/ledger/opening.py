"""Opening the ledger's file: for one process at a time, in the newest layout, or not at all."""

import errno
import os
import sqlite3
from collections.abc import Callable
from importlib.resources import files

LAYOUT = 1
"""The layout in schema.sql. A change adds 1, and to `_CHANGES` what makes the old into the new."""

_CHANGES: dict[int, Callable[[sqlite3.Connection], object]] = {}
"""For each older layout what brings its file to the next one."""

_BUSY = "另一个 gikxl collect 正在使用这个文件夹：{path}。请等它结束后再运行"
_NOT_OURS = "{path} 不是台账，或者已经损坏：{why}。请恢复备份，或换一个输出文件夹（-o）重新收集"
_NEWER = "{path} 是用更新版本的 gikxl 建立的。请升级 gikxl 后再运行"


def connect(path: str, wait: float) -> sqlite3.Connection:
    """A connection that holds the file for itself until it is closed, or its process dies.

    Waits up to `wait` seconds for another process that holds it. Raises ValueError, in
    Chinese, if it is held longer, is no ledger, or comes from a newer gikxl; OSError if it
    cannot be opened.
    """
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        # Locks are kept between transactions, and the journal is emptied instead of removed.
        # A journal, unlike a write-ahead log, also works on a shared drive.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _bring_up_to_date(connection, path)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            raise told(error, path) from None
        raise
    return connection


def told(error: sqlite3.Error, path: str) -> Exception:
    """The same in terms that the commands know how to answer; a fault of our own as it is."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_ERROR):
        return error
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ValueError(_BUSY.format(path=os.path.dirname(path) or "."))
    if code in _ERRNO:
        return OSError(_ERRNO[code], os.strerror(_ERRNO[code]), path)
    return ValueError(_NOT_OURS.format(path=path, why=error))


_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


def _bring_up_to_date(connection: sqlite3.Connection, path: str) -> None:
    """Lay out a new file, change an old one; either is done whole or not at all."""
    connection.execute("BEGIN EXCLUSIVE")
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout > LAYOUT:
        raise ValueError(_NEWER.format(path=path))
    if layout == 0:
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise ValueError(_NOT_OURS.format(path=path, why="里面是别的数据"))
        for statement in _statements():
            connection.execute(statement)
    else:
        for older in range(layout, LAYOUT):
            _CHANGES[older](connection)
    if layout != LAYOUT:
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
    connection.execute("COMMIT")


def _statements() -> list[str]:
    """The statements of the schema; `executescript` would end the transaction."""
    script = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found
