"""The named answers of collecting: what came and cannot be used, and what to ask the sender.

Those of mails and attachments are here; those of sources, from M101 on, stand with them.
Each code is permanent: it keeps its meaning for as long as gikxl exists.
"""

from gikxl.read.refusal import Refusal

AS_PLAIN_FILES = (
    "请对方把年报的工作簿（.xlsx）或 Word 文件直接作为附件重发，或压缩成不加密的 zip 再发。"
)

NOTHING_ATTACHED = Refusal(
    "M001",
    "没有可用的附件",
    "邮件或压缩包里没有工作簿或文档；邮件的正文不作为年报读取。",
    "如果本应有附件，" + AS_PLAIN_FILES,
)
NOT_A_MAIL = Refusal(
    "M002",
    "不是邮件，或邮件读不了",
    "文件内容不是一封邮件，或已损坏到无法分辨。",
    "请用邮件软件打开核对，把附件另存到文件夹里再收集，或请对方重发。",
)
CUT_OFF = Refusal(
    "M003",
    "邮件不完整",
    "邮件或附件的内容到一半就断了，或编码有错，附件可能残缺。",
    "请核对附件能否正常打开；打不开的，请对方重发。",
)
MAIL_TOO_BIG = Refusal(
    "M004",
    "邮件超出限度",
    "邮件的大小、附件个数或层层转发的层数远远超出一次报送，超出的部分没有读取。",
    AS_PLAIN_FILES,
)
OTHER_ARCHIVE = Refusal(
    "M005",
    "不支持的压缩包",
    "附件是一个不能解开的压缩包。",
    AS_PLAIN_FILES,
)
LOCKED_ARCHIVE = Refusal(
    "M006",
    "压缩包设了密码",
    "压缩包加了密，里面的文件不能读取。",
    "请对方去掉密码重发；或自己用密码解开，把里面的文件放进文件夹再收集。",
)
BROKEN_ARCHIVE = Refusal(
    "M007",
    "压缩包已损坏",
    "压缩包的内容残缺或有错，解不开。",
    AS_PLAIN_FILES,
)
ARCHIVE_TOO_BIG = Refusal(
    "M008",
    "压缩包超出限度",
    "压缩包里的文件太多、太大或压缩比异常，为安全起见没有解开。",
    AS_PLAIN_FILES,
)
ARCHIVE_IN_ARCHIVE = Refusal(
    "M009",
    "压缩包里还有压缩包",
    "压缩包里的压缩包没有再解开。",
    "请对方只压缩一层重发；或自己解开，把里面的文件放进文件夹再收集。",
)
ONLY_A_LINK = Refusal(
    "M010",
    "附件在网盘里",
    "邮件用链接代替了附件：文件在网盘或超大附件里，没有随信发来，链接不会被打开。",
    "请对方把文件作为普通附件重发；或自己下载，确认无误后放进文件夹再收集。",
)
ENCRYPTED_MAIL = Refusal(
    "M011",
    "邮件已加密",
    "邮件本身加了密，只有收件人的邮件软件能打开。",
    "请在邮件软件里打开，把附件另存到文件夹里再收集，或请对方不加密重发。",
)
SEALED_MAIL = Refusal(
    "M012",
    "邮件封装在数字签名里",
    "邮件连同附件封装在一个签名文件（smime.p7m）里，没有拆开。",
    "请在邮件软件里打开，把附件另存到文件夹里再收集，或请对方不加数字签名（或选“明文签名”）重发。",
)
NO_REPORT = Refusal(
    "M013",
    "附件不是年报",
    "这种文件不能作为年报读取。",
    "如果它就是年报，请对方改发工作簿（.xlsx）或 Word 文件（.docx）。",
)
PROGRAM = Refusal(
    "M014",
    "附件是程序",
    "附件是可以运行的程序或脚本，没有保存。",
    "请不要打开它，并与对方核实邮件的真伪。",
)
BROKEN_WRAPPER = Refusal(
    "M015",
    "winmail.dat 或 Outlook 邮件读不了",
    "附件包在 Outlook 自己的格式里，内容残缺或有错，拆不开。",
    "请对方在 Outlook 里把邮件格式改为“HTML”或“纯文本”重发，或把附件另存到文件夹里再收集。",
)
PIECE_OF_A_MAIL = Refusal(
    "M016",
    "邮件被拆成几封",
    "发送方把一封大邮件拆成了几封（message/partial），这里只是其中一段。",
    "请对方关闭“拆分大邮件”后重发，或把文件压缩成 zip 再发。",
)
BOUNCED = Refusal(
    "M017",
    "退信",
    "这是邮件系统的退信：原来的邮件没有送到，里面的附件是退回来的，不是报送。",
    "请核对收件人的邮箱地址，必要时用电话联系。",
)

ORIGINAL_GONE = Refusal(
    "M018",
    "原件不见了",
    "台账里登记的原件不在“原件”文件夹里，或者已被改动，来源里也没有再找到。",
    "请从备份恢复这个文件；来源（邮箱、文件夹）还在的，把来源写在命令里再运行一次。",
)

_ALL = (
    NOTHING_ATTACHED, NOT_A_MAIL, CUT_OFF, MAIL_TOO_BIG, OTHER_ARCHIVE, LOCKED_ARCHIVE,
    BROKEN_ARCHIVE, ARCHIVE_TOO_BIG, ARCHIVE_IN_ARCHIVE, ONLY_A_LINK, ENCRYPTED_MAIL,
    SEALED_MAIL, NO_REPORT, PROGRAM, BROKEN_WRAPPER, PIECE_OF_A_MAIL, BOUNCED, ORIGINAL_GONE,
)  # fmt: skip


def catalogue() -> tuple[Refusal, ...]:
    """Every answer of collecting, in the order of their codes; those of the roll-up come last."""
    from gikxl.collect.rollup.levels import catalogue as of_levels
    from gikxl.collect.sources.refusals import catalogue as of_sources

    return (*_ALL, *of_sources(), *of_levels())
