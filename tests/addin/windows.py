"""A Windows for the tests: real folders, and a registry in memory.

On this file system the alternate data stream of a file is a file beside it, with the same name.
"""

from pathlib import Path

from gikxl.addin.windows import USER, Windows


class Registry:
    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], dict[str, object]] = {}

    def put(self, root: str, key: str, name: str, value: object) -> None:
        self.keys.setdefault((root, key.lower()), {})[name.lower()] = value

    def get(self, root: str, key: str, name: str = "") -> object:
        return self.values(root, key).get(name.lower())

    def values(self, root: str, key: str) -> dict[str, object]:
        return self.keys.get((root, key.lower()), {})

    def set(self, key: str, name: str, text: str) -> None:
        self.put(USER, key, name, text)

    def delete(self, key: str) -> None:
        self.keys.pop((USER, key.lower()), None)


def windows(folder: Path) -> Windows:
    """A person whose name is Chinese, with a blank and an ampersand."""
    data = folder / "张 三&李四" / "AppData"
    return Windows(data / "Roaming", data / "Local", data / "Local" / "Temp", Registry())
