"""What stopped a command, in Chinese."""

import errno

from gikxl.finding import Finding, Unreadable
from gikxl.read.refusal import OWN_FAULT

_REASONS = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EACCES: "没有权限，或者文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大，磁盘或系统不允许",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "读写磁盘出错，可能已满，或者连接断了",
}


def answer(error: Exception) -> tuple[str, str]:
    """What happened, and what to do about it."""
    if isinstance(error, OSError):
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        return f"无法读写 {error.filename or ''}：{reason}", ""
    if isinstance(error, Unreadable):
        return _told(error.finding)
    return _told(OWN_FAULT.because(f"{type(error).__name__}：{error}").finding)


def _told(finding: Finding) -> tuple[str, str]:
    return f"{finding.code} {finding.title}：{finding.message}", finding.suggestion
