from gikxl.read import refusal


def test_codes_are_permanent():
    assert [(entry.code, entry.title) for entry in refusal.catalogue()] == [
        ("F001", "找不到文件"),
        ("F002", "不能读取文件"),
        ("F003", "空文件"),
        ("F004", "不是工作簿"),
        ("F005", "文件已加密"),
        ("F006", "文件已损坏"),
        ("F007", "临时文件"),
        ("F008", "没有年报表格"),
        ("F009", "文件夹里没有工作簿"),
        ("F010", "文件超出限度"),
        ("F011", "一个文件里有多份年报"),
        ("F012", "不支持的工作簿格式"),
        ("F013", "程序出错"),
        ("F014", "缺少读取 PDF 的组件"),
        ("F015", "扫描件，没有文字"),
        ("F016", "读取超时"),
        ("F017", "读取中断"),
    ]


def test_every_refusal_says_what_to_do():
    for entry in refusal.catalogue():
        assert entry.message.endswith("。"), entry.code
        assert entry.suggestion.startswith("请"), entry.code


def test_a_refusal_is_an_error_finding_with_the_detail_behind_the_message():
    plain = refusal.DAMAGED.because().finding
    assert (plain.code, plain.severity, plain.title) == ("F006", "error", "文件已损坏")
    assert plain.message == "文件的内容残缺或有错，读不下去。"
    detailed = refusal.DAMAGED.because("缺少部件 a.xml", "请重新取得一份。").finding
    assert detailed.message == "文件的内容残缺或有错，读不下去：缺少部件 a.xml。"
    assert detailed.suggestion == "请重新取得一份。"


def test_every_refusal_of_the_module_is_in_the_catalogue():
    defined = {value for value in vars(refusal).values() if isinstance(value, refusal.Refusal)}
    assert defined == set(refusal.catalogue())
