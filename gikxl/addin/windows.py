"""What the add-in needs to know of Windows: its folders and its registry."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

USER, MACHINE, CLASSES = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"


class NotWindows(Exception):
    """Excel's add-ins cannot be installed on this system; the text says so in Chinese."""


class Registry(Protocol):
    """The registry, as far as it is needed. Keys are written with backslashes, without a root."""

    def get(self, root: str, key: str, name: str = "") -> object:
        """A value (the unnamed one for ""), None where there is none."""

    def values(self, root: str, key: str) -> dict[str, object]:
        """All values of a key by name in lower case, none where there is no such key."""

    def set(self, key: str, name: str, text: str) -> None:
        """Write a text below HKEY_CURRENT_USER."""

    def delete(self, key: str) -> None:
        """Delete a key without sub-keys below HKEY_CURRENT_USER, if there is one."""


class Windows(NamedTuple):
    """The folders of the person who is logged on, and the registry."""

    roaming: Path
    """%APPDATA%"""
    local: Path
    """%LOCALAPPDATA%"""
    temporary: Path
    """%TEMP%"""
    registry: Registry

    @property
    def startup(self) -> Path:
        """The folder whose workbooks Excel opens when it starts, and trusts."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def own(self) -> Path:
        """The folder of the installed Python, add-in aside."""
        return self.local / "gikxl"


def this_windows() -> Windows:
    """The Windows this runs on. NotWindows elsewhere, and where it names no folders."""
    if sys.platform != "win32":
        raise NotWindows(
            "加载项只能装在 Windows 版的 Excel 里，这台电脑不是 Windows。"
            "核对、补齐、导出等命令在这里照常可用；"
            "给 Windows 电脑做离线安装包用 gikxl addin bundle。"
        )
    named = [os.environ.get(name) for name in ("APPDATA", "LOCALAPPDATA", "TEMP")]
    if not all(named):
        raise NotWindows("系统没有给出 APPDATA、LOCALAPPDATA、TEMP 文件夹，请在自己的帐户里运行。")
    roaming, local, temporary = (Path(name or "") for name in named)
    return Windows(roaming, local, temporary, WindowsRegistry())


class WindowsRegistry:
    """The real registry, through the standard library's winreg."""

    def get(self, root: str, key: str, name: str = "") -> object:
        """A value (the unnamed one for ""), None where there is none."""
        return self.values(root, key).get(name.lower())

    def values(self, root: str, key: str) -> dict[str, object]:
        """All values of a key by name, none where there is no such key."""
        found: dict[str, object] = {}
        if sys.platform == "win32":
            import winreg

            # A key that is not there, or not for this person to read, has no values.
            with (
                contextlib.suppress(OSError),
                winreg.OpenKey(getattr(winreg, root), key) as opened,
            ):
                for at in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _type = winreg.EnumValue(opened, at)
                    found[name.lower()] = value
        return found

    def set(self, key: str, name: str, text: str) -> None:
        """Write a text below HKEY_CURRENT_USER."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

    def delete(self, key: str) -> None:
        """Delete a key without sub-keys below HKEY_CURRENT_USER, if there is one."""
        if sys.platform == "win32":
            import winreg

            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
