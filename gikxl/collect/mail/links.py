"""Links to files that were not attached but put into a cloud: recognised, never followed."""

import re

from gikxl.collect.mail.names import visible
from gikxl.collect.refusals import ONLY_A_LINK
from gikxl.finding import Finding

_LINK = re.compile(rb"https?://([A-Za-z0-9.-]{4,100})([/?#][^\s\"'<>\\]{0,2000})?", re.IGNORECASE)
_MOST_LINKS = 2_000
_LONGEST = 120

_SERVICES: tuple[tuple[str, str, str], ...] = (
    ("ftn.qq.com", "", "QQ 邮箱超大附件"),
    ("mail.qq.com", "ftn|filenotify|bigattach", "QQ 邮箱超大附件"),
    ("exmail.qq.com", "ftn|bigattach", "腾讯企业邮箱超大附件"),
    ("share.weiyun.com", "", "腾讯微云"),
    ("weiyun.com", "/", "腾讯微云"),
    ("docs.qq.com", "", "腾讯文档"),
    ("drive.weixin.qq.com", "", "企业微信微盘"),
    ("fs.163.com", "", "网易邮箱超大附件"),
    ("u.163.com", "", "网易邮箱超大附件"),
    ("dashi.163.com", "attachment|netdisk|download", "网易邮箱云附件"),
    (
        "mail.163.com",
        "large-attachment|cloud-attachment|filehub|netfolder|bigattach",
        "网易邮箱超大附件",
    ),
    (
        "mail.126.com",
        "large-attachment|cloud-attachment|filehub|netfolder|bigattach",
        "网易邮箱超大附件",
    ),
    (
        "mail.yeah.net",
        "large-attachment|cloud-attachment|filehub|netfolder|bigattach",
        "网易邮箱超大附件",
    ),
    ("qiye.163.com", "attach|netdisk|filehub", "网易企业邮箱超大附件"),
    ("qiye.aliyun.com", "openlinks|netdisk|attach", "阿里企业邮箱超大附件"),
    ("mail.aliyun.com", "openlinks|netdisk|attach", "阿里邮箱超大附件"),
    ("aliyundrive.com", "", "阿里云盘"),
    ("alipan.com", "", "阿里云盘"),
    ("alidocs.dingtalk.com", "", "钉钉文档"),
    ("space.dingtalk.com", "", "钉盘"),
    ("pan.baidu.com", "", "百度网盘"),
    ("yun.baidu.com", "", "百度网盘"),
    ("pan.quark.cn", "", "夸克网盘"),
    ("cloud.189.cn", "", "天翼云盘"),
    ("mail.189.cn", "attach|netdisk|cloud", "189 邮箱超大附件"),
    ("yun.139.com", "", "移动云盘"),
    ("caiyun.139.com", "", "移动云盘"),
    ("mail.10086.cn", "largeattach|disk|share|download", "139 邮箱超大附件"),
    ("mail.139.com", "largeattach|disk|share|download", "139 邮箱超大附件"),
    ("pan.wo.cn", "", "联通云盘"),
    ("115.com", "/s/", "115 网盘"),
    ("123pan.com", "", "123 云盘"),
    ("pan.xunlei.com", "", "迅雷云盘"),
    ("ctfile.com", "", "城通网盘"),
    ("lanzou.com", "", "蓝奏云"),
    ("jianguoyun.com", "/p/|/d/", "坚果云"),
    ("cowtransfer.com", "", "奶牛快传"),
    ("wenshushu.cn", "", "文叔叔"),
    ("kdocs.cn", "", "金山文档"),
    ("feishu.cn", "/file|/sheets|/docx|/docs|/drive|/base", "飞书云文档"),
    ("shimo.im", "", "石墨文档"),
    ("vdisk.weibo.com", "", "微盘"),
    ("1drv.ms", "", "OneDrive"),
    ("onedrive.live.com", "", "OneDrive"),
    ("sharepoint.com", "/:", "SharePoint"),
    ("drive.google.com", "", "Google 云端硬盘"),
    ("dropbox.com", "/s/|/scl/", "Dropbox"),
    ("wetransfer.com", "", "WeTransfer"),
    ("we.tl", "", "WeTransfer"),
)
"""The host, what its path has to hold (any of these; nothing: anything), the service."""
_COREMAIL = re.compile(r"/coremail/.*(?:func=nf|netfolder|bigattach|fileexchange)")
"""Coremail runs on each office's own host: its file transfer is told by the path."""
_LANZOU = re.compile(r"(?:^|\.)lanzou[a-z]?\.com$")


def cloud_links(texts: list[bytes]) -> list[Finding]:
    """A finding for each service that the mail's texts link to, with the first of its links."""
    found: dict[str, str] = {}
    for text in texts:
        for number, match in enumerate(_LINK.finditer(text)):
            if number >= _MOST_LINKS:
                break
            host = match[1].decode("ascii").lower()
            path = (match[2] or b"").decode("ascii", "replace")
            if service := _service(host, path.lower()):
                found.setdefault(service, visible(f"{host}{path}"[:_LONGEST]))
    return [_told(service, link) for service, link in found.items()]


def _told(service: str, link: str) -> Finding:
    return ONLY_A_LINK.because(f"{service}（{link}）").finding


def _service(host: str, path: str) -> str:
    for known, wanted, service in _SERVICES:
        there = host == known or host.endswith("." + known)
        if there and (not wanted or any(word in path for word in wanted.split("|"))):
            return service
    if _LANZOU.search(host):
        return "蓝奏云"
    return "邮件系统的文件中转站" if _COREMAIL.search(path) else ""
