"""The named answers of sources: what cannot be offered, and what to do about it.

Codes from M101 on; those below belong to mails and attachments. Each code is permanent.
"""

from gikxl.read.refusal import Refusal

NO_SOURCE = Refusal(
    "M101",
    "找不到来源",
    "这个路径上没有文件，也没有文件夹。",
    "请核对路径；邮箱写作 imap://用户名@服务器/文件夹，例如 imap://nb@imap.example.gov.cn/年报。",
)
CLOSED = Refusal(
    "M102",
    "不能读取",
    "没有读取的权限，或者它正被别的程序独占。",
    "请取得读取权限，或关闭正在使用它的程序，再运行一次：已收进台账的不会重复。",
)
OUTSIDE = Refusal(
    "M103",
    "链接指向文件夹之外",
    "这里是一个链接，它所指的内容不在要收集的文件夹里，没有读取。",
    "确需收集的，请把它所指的文件夹或文件单独写在命令里。",
)
PASSED_OVER = Refusal(
    "M104",
    "略过的文件",
    "有的文件按名称和内容都不是邮件、工作簿、文档或压缩包，没有读取。",
    "其中如有年报，请让报送单位改用 .xlsx 或 .docx 重新报送。",
)
NOTHING_HERE = Refusal(
    "M105",
    "来源是空的",
    "这里没有邮件，也没有可以收集的文件。",
    "请确认选对了文件夹或文件。",
)
CHANGED = Refusal(
    "M106",
    "读取时内容变了",
    "清点之后、读取之前，文件被改动、移走或删除了。",
    "请等邮件程序收完、整理完，再运行一次：已收进台账的不会重复。",
)
TOO_LARGE = Refusal(
    "M107",
    "邮件或文件太大",
    "它的大小远远超出一份年报，为安全起见不予读取。",
    "请让报送单位只附年报的工作簿重新发送，不附图片、视频和压缩的安装程序。",
)
BAD_ENTRY = Refusal(
    "M108",
    "压缩包里的这一项读不了",
    "压缩包里的这一项残缺或有错，不能解压。",
    "请重新取得一份压缩包，或解压后把里面的文件放进文件夹再收集。",
)
LOCKED_ENTRY = Refusal(
    "M109",
    "压缩包设了密码",
    "压缩包里的这一项加了密，不能解压。",
    "请用密码解压后把里面的文件放进文件夹再收集，或让报送单位不设密码重新发送。",
)
OTHER_FOLDERS = Refusal(
    "M110",
    "没有读取的邮件文件夹",
    "这个邮箱（Maildir）里还有别的邮件文件夹，没有读取。",
    "确需收集的，请把它们单独写在命令里。",
)

BAD_ADDRESS = Refusal(
    "M121",
    "邮箱地址写得不对",
    "看不懂这个邮箱来源。",
    "请写作 imap://用户名@服务器/文件夹，例如 imap://nb@imap.example.gov.cn/年报；"
    "文件夹不写时是收件箱。",
)
PASSWORD_IN_ADDRESS = Refusal(
    "M122",
    "地址里不能写密码",
    "邮箱地址里写了密码或授权码：命令行会留在历史记录里，别人也看得见，因此不接受。",
    "请从地址里删去它；运行时会提示输入，也可以放在环境变量 GIKXL_MAIL_PASSWORD 里。"
    "这个密码已经显露，建议改换。",
)
NO_CODE = Refusal(
    "M123",
    "没有授权码",
    "登录邮箱要有授权码，没有找到。",
    "请在终端里运行，按提示输入；或先放进环境变量 GIKXL_MAIL_PASSWORD，"
    "或存进系统的密码库：keyring set gikxl 用户名@服务器。",
)
NO_IMAP_READER = Refusal(
    "M124",
    "缺少读取邮箱的组件",
    "这是邮箱，读取它的组件没有安装。",
    "请运行 pip install gikxl[mail] 安装；或先用邮件程序把邮件导出为 .eml 或 mbox 再收集。",
)
NOT_REACHED = Refusal(
    "M125",
    "连不上邮件服务器",
    "没有连上邮件服务器。",
    "请核对服务器的名称和端口，以及网络和防火墙；内网邮箱请在内网里运行。",
)
NOT_TRUSTED = Refusal(
    "M126",
    "服务器的证书不受信任",
    "邮件服务器出示的证书验证不了，没有登录。",
    "单位自建的邮件服务器：请向管理员索取签发它的证书，用 --ca 证书文件 指定。"
    "公共邮箱出现这种情况，可能有人在冒充服务器，请不要继续。",
)
LOGIN_REFUSED = Refusal(
    "M127",
    "登录被拒绝",
    "邮件服务器不接受这个用户名或授权码。",
    "请核对用户名；QQ、163、126 等邮箱要先在网页的设置里开启 IMAP 服务，"
    "并用那里生成的授权码登录，不用网页登录的密码。",
)
NO_FOLDER = Refusal(
    "M128",
    "邮箱里没有这个文件夹",
    "邮箱里没有这个名称的文件夹。",
    "请照下面列出的名称改写地址里的文件夹。",
)
FOLDER_REFUSED = Refusal(
    "M129",
    "服务器不让读取这个文件夹",
    "邮件服务器拒绝打开这个文件夹。",
    "请在邮箱网页的设置里开启 IMAP 服务；服务器说“Unsafe Login”的，请按它的提示联系邮箱客服。",
)
CUT_OFF = Refusal(
    "M130",
    "与邮件服务器的连接断了",
    "连接断开，重新连接多次也没有成功，还有邮件没有读到。",
    "请过一会儿再运行一次：已收进台账的不会重复读取。",
)
MAIL_REFUSED = Refusal(
    "M131",
    "服务器给不出这封邮件",
    "邮件服务器没有给出这封邮件的内容。",
    "请在邮箱网页里打开它；确是报送的，请另存为 .eml 文件放进文件夹再收集。",
)
BAD_CERTIFICATE_FILE = Refusal(
    "M132",
    "证书文件读不了",
    "--ca 所指的文件里没有可用的证书。",
    "请向管理员索取 PEM（.pem、.crt）或 DER（.cer）格式的证书文件。",
)

_ALL = (
    NO_SOURCE, CLOSED, OUTSIDE, PASSED_OVER, NOTHING_HERE, CHANGED, TOO_LARGE, BAD_ENTRY,
    LOCKED_ENTRY, OTHER_FOLDERS, BAD_ADDRESS, PASSWORD_IN_ADDRESS, NO_CODE, NO_IMAP_READER,
    NOT_REACHED, NOT_TRUSTED, LOGIN_REFUSED, NO_FOLDER, FOLDER_REFUSED, CUT_OFF, MAIL_REFUSED,
    BAD_CERTIFICATE_FILE,
)  # fmt: skip


def catalogue() -> tuple[Refusal, ...]:
    """Every answer of sources, in the order of their codes."""
    return _ALL
