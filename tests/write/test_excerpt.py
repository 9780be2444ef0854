import pickle

from gikxl.finding import Finding
from gikxl.report import Place, Value
from gikxl.write.excerpt import MOST_ROWS, Cell, Excerpt, Line, excerpt
from tests.write.placed import FORM, placed

COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service",
           "other_organisation", "total")  # fmt: skip


def finding(*fields, expected=None, actual=None):
    mends = ((fields[0], expected),) if expected is not None else ()
    title = "总计不等于各类申请人之和"
    return Finding("H301", "error", title, "", fields, (), expected, actual, mends=mends)


def row(key, *columns):
    return [f"requests.{key}.{column}" for column in columns or COLUMNS]


def rows_of(drawn):
    return [line.label for line in drawn.lines]


def marks(drawn):
    return {
        (line.number, letter): cell
        for line in drawn.lines
        for letter, cell in zip(drawn.letters, line.cells, strict=True)
        if cell.mark
    }


def test_a_wrong_row_stands_between_its_neighbours():
    report = placed(
        {
            "requests.third_party.natural_person": 2,
            "requests.third_party.total": 3,
            "requests.handled.natural_person": 2,
            "requests.new.natural_person": 2,
            "requests.handled.total": 3,
            "requests.new.total": 3,
        }
    )
    total, *parts = (f"requests.third_party.{c}" for c in (COLUMNS[-1], *COLUMNS[:-1]))

    drawn = excerpt(report, finding(total, *parts, expected=2, actual=3))

    zeros = (Cell("0"),) * 7
    related = Cell("0", "involved")
    assert drawn == Excerpt(
        "三、申请办理",
        tuple("DEFGHIJ"),
        ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        (
            Line(12, "3.危及“三安全一稳定”", zeros),
            Line(
                13,
                "4.保护第三方合法权益",
                (Cell("2", "involved"), *[related] * 5, Cell("3", "wrong", "2")),
            ),
            Line(14, "5.属于三类内部事务信息", zeros),
        ),
    )


def test_a_balance_shows_its_four_rows_and_blames_none_of_them():
    keys = [f"requests.{r}.total" for r in ("new", "carried_over", "handled", "carried_forward")]
    report = placed({"requests.new.total": 2})

    drawn = excerpt(report, finding(*keys))

    assert rows_of(drawn) == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    assert [cell.mark for cell in marks(drawn).values()] == ["wrong"] * 4
    assert {cell.should for cell in marks(drawn).values()} == {""}


def test_a_sum_over_a_whole_column_shows_its_total_and_what_is_not_zero():
    [equation] = [e for e in FORM.equations if e.identity == "handled_total" and e.line == "自然人"]
    report = placed({"requests.other.natural_person": 4, "requests.handled.natural_person": 5})

    drawn = excerpt(report, finding(*equation.left, *equation.right, expected=4, actual=5))

    assert len(drawn.lines) == MOST_ROWS
    assert {"3.其他", "（七）总计"} <= set(rows_of(drawn))
    assert marks(drawn)[29, "D"] == Cell("5", "wrong", "4")


def test_an_inner_cell_shows_the_column_total_that_it_breaks():
    report = placed({"requests.granted.natural_person": 1})

    drawn = excerpt(report, finding("requests.granted.natural_person", expected=0, actual=1))

    assert rows_of(drawn) == [
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（七）总计",
    ]


def test_rows_and_columns_stand_as_on_the_sheet():
    """The user's columns are reversed, and 四 stands above 一."""
    places = {
        key: Place("Sheet1", {"carried_forward": 1, "new": 2}.get(key.split(".")[1], 9), 8 - at)
        for name in ("carried_forward", "new")
        for at, key in enumerate(row(name))
    }

    drawn = excerpt(placed({}, places=places), finding("requests.new.total", expected=1))

    assert drawn.sheet == "Sheet1"
    assert drawn.letters == tuple("CDEFGHI")
    assert drawn.labels[0] == "总计"
    assert rows_of(drawn) == ["四、结转下年度继续办理", "一、本年新收政府信息公开申请数量"]
    assert marks(drawn) == {(3, "C"): Cell("0", "wrong", "1")}


def test_blocks_side_by_side_are_drawn_alone():
    report = placed({"disputes.direct_suit.total": 1})

    drawn = excerpt(report, finding("disputes.direct_suit.total", expected=0, actual=1))

    assert rows_of(drawn) == ["未经复议直接起诉"]
    assert drawn.labels == ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def test_cells_show_what_the_user_sees():
    report = placed(
        {
            "proactive.regulation.issued": Value(None, "error", "#REF!"),
            "proactive.regulation.repealed": Value(3, raw="３件", note="全角"),
            "proactive.regulation.in_force": Value(None, "uncomputed", formula="A1"),
            "proactive.normative_document.issued": Value(None, "blank"),
            "proactive.normative_document.repealed": Value(None, "text", "很\n长" * 20),
            "proactive.normative_document.in_force": Value(7, raw="7.0"),
        }
    )

    drawn = excerpt(report, finding("proactive.regulation.issued"))

    assert [[cell.text for cell in line.cells] for line in drawn.lines] == [
        ["#REF!", "３件", "未计算"],
        ["", "很 长很 长很 长很 长很 长很 长很…", "7"],
    ]


def test_nothing_is_drawn_without_cells():
    report = placed()
    report.values["requests.new.total"] = Value(1)

    assert excerpt(report, finding()) is None
    assert excerpt(report, finding("requests.new.total")) is None
    assert excerpt(report, finding("overview")) is None


def test_it_is_small_enough_to_send_between_processes():
    drawn = excerpt(placed(), finding(*row("new"), expected=1))

    assert pickle.loads(pickle.dumps(drawn)) == drawn
    assert len(pickle.dumps(drawn)) < 2000
