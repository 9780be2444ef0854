"""The looks of the Word template, after GB/T 9704-2012 (党政机关公文格式).

A4; margins 37, 35, 28 and 26 mm; 22 lines of body text a page; title 小标宋 22 pt, headings
黑体 and 楷体, body 仿宋 16 pt; page numbers with dashes outside. Lengths are in twentieths
of a point, sizes of type in half points.
"""

from html import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = f'xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONS}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TITLE, HEADING, SUBHEADING, BODY = "ReportTitle", "ReportHeading", "ReportSubheading", "ReportBody"
CELL, CELL_LEFT, NUMBER = "ReportCell", "ReportCellLeft", "ReportNumber"
TABLE, PAGE_NUMBER = "ReportTable", "ReportPage"

TEXT_WIDTH = 8844
HEADING_FILL = "C6D9F1"

LINE = 579
"""28.95 pt: 22 lines fill the page."""
SPACE_BEFORE, SPACE_AFTER = 120, 60
"""Around headings of sections."""
CELL_MARGIN = 50
_FONTS = {
    # The font, and what Word takes where an office does not have it.
    "方正小标宋简体": "宋体",
    "黑体": "SimHei",
    "楷体": "楷体_GB2312",
    "仿宋": "仿宋_GB2312",
    "宋体": "SimSun",
}
_LATIN = "Times New Roman"

PAGE = (
    "<w:sectPr>"
    '<w:footerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:docGrid w:linePitch="312"/></w:sectPr>'
)


def styles() -> str:
    """The part with the styles, whose names an office finds in Word's list of styles."""
    exact = f'w:line="{LINE}" w:lineRule="exact"'
    around = f'w:before="{SPACE_BEFORE}" w:after="{SPACE_AFTER}"'
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    every = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_fonts('仿宋')}<w:sz w:val='32'/><w:szCs w:val='32'/>"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        "<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w='0' w:type='dxa'/></w:tblPr></w:style>"
    )
    return "".join(
        (
            f"{HEAD}<w:styles {ROOT}>{every}",
            _style(
                TITLE, "年报标题", _fonts("方正小标宋简体"), 44,
                f'<w:keepNext/><w:keepLines/><w:spacing w:after="{LINE}" {exact}/>'
                '<w:jc w:val="center"/>',
                following=BODY,
            ),
            _style(
                HEADING, "年报一级标题", _fonts("黑体"), 32,
                f'<w:keepNext/><w:keepLines/><w:spacing {around} {exact}/>'
                f'{indent}<w:outlineLvl w:val="0"/>',
                following=BODY,
            ),
            _style(
                SUBHEADING, "年报二级标题", _fonts("楷体"), 32,
                f'<w:keepNext/><w:keepLines/><w:spacing {exact}/>{indent}<w:outlineLvl w:val="1"/>',
                following=BODY,
            ),
            _style(BODY, "年报正文", _fonts("仿宋"), 32, f"<w:spacing {exact}/>{indent}"),
            _style(
                CELL, "年报表格", _fonts("宋体"), 18,
                '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="atLeast"/>'
                '<w:jc w:val="center"/>',
            ),
            _style(CELL_LEFT, "年报表格左对齐", "", 0, '<w:jc w:val="left"/>', based_on=CELL),
            _style(
                # Seven digits, half as wide as high, in a column of table 四: 28.4 pt of 29.5.
                NUMBER, "年报表格数字",
                f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}"/><w:w w:val="90"/>', 0, "",
                based_on=CELL,
            ),
            _style(
                PAGE_NUMBER, "年报页码", _fonts("宋体"), 28, '<w:snapToGrid w:val="0"/>'
            ),
            _table_style(),
            "</w:styles>",
        )
    )  # fmt: skip


def font_table() -> str:
    """The part that says which font replaces one that an office does not have."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FONTS.items()
    )
    latin = f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/></w:font>'
    return f"{HEAD}<w:fonts {ROOT}>{fonts}{latin}</w:fonts>"


def settings() -> str:
    """The part that sets what holds for the whole document."""
    word = "http://schemas.microsoft.com/office/word"
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{word}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'{HEAD}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:settings>"
    )


def footer(*, even: bool) -> str:
    """The page number between dashes: — 1 —, outside, a character from the edge."""
    side = "left" if even else "right"
    return (
        f'{HEAD}<w:ftr {ROOT}><w:p><w:pPr><w:pStyle w:val="{PAGE_NUMBER}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def paragraph(text: str, style: str, more: str = "") -> str:
    """A paragraph of one run; `more` goes into its properties."""
    # The hint lets Word set quotation marks and dashes in the Chinese font.
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    words = f'{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{words}</w:p>'


def _fonts(chinese: str) -> str:
    latin = chinese if chinese in ("方正小标宋简体", "宋体") else _LATIN
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{_LATIN}"/>'


def _style(
    key: str,
    name: str,
    fonts: str,
    size: int,
    layout: str,
    *,
    based_on: str = "Normal",
    following: str = "",
) -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    type_ = f"<w:rPr>{fonts}{sizes}</w:rPr>" if fonts or sizes else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{after}<w:qFormat/><w:pPr>{layout}</w:pPr>{type_}'
        "</w:style>"
    )


def _table_style() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}">'
        '<w:name w:val="年报表格框线"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders>"
        f'<w:tblCellMar><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
