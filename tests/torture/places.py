"""What lies where a file should: nothing, something else, or a file that changes."""

import os
import socket
import threading
import time
from pathlib import Path

from tests.torture.kinds import kind
from tests.torture.making import parts, zipped


@kind("F001", "nothing is there", placed=True)
def nothing(path: Path):
    del path


@kind("F009", "a folder of this name", placed=True)
def folder(path: Path):
    path.mkdir()


@kind("F004", "a pipe that nobody writes to", placed=True)
def pipe(path: Path):
    os.mkfifo(path)


@kind("F004", "a socket", placed=True)
def socket_file(path: Path):
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)


@kind("F004", "a link to a device that never ends", placed=True)
def device(path: Path):
    path.symlink_to("/dev/zero")


@kind("F002", "a link to itself", placed=True)
def link_loop(path: Path):
    path.symlink_to(path)


@kind("F001", "a link to nothing", placed=True)
def dangling_link(path: Path):
    path.symlink_to(path.parent / "nowhere")


@kind("F010", "60 MB of nothing, that take no room on the disk", placed=True)
def sparse(path: Path):
    with path.open("wb") as file:
        file.truncate(60_000_000)


@kind("F004", "49 MB of nothing", placed=True)
def sparse_below_the_limit(path: Path):
    with path.open("wb") as file:
        file.truncate(49_000_000)


@kind("F006", "a file that grows while it is read", placed=True)
def growing(path: Path):
    data = zipped(parts())
    path.write_bytes(data[:4_000])

    def grow():
        for _ in range(200):
            with path.open("ab") as file:
                file.write(bytes(10_000))
            time.sleep(0.01)

    threading.Thread(target=grow, daemon=True).start()


@kind("F007", "the lock file of an open workbook", file="~$年报.xlsx")
def lock_file():
    return zipped(parts())
