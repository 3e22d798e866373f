"""Every word that Word prints is read once, in order; what it doesn't print isn't."""

import io
import zipfile

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import docx
from pipeline.ingest.docx.styles import W

SPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    related = "".join(f'<Relationship Id="r{i}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for i, kind in enumerate(parts))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>',
        )
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", xml)
    return out.getvalue()


def p(inner: str, shape: str = "") -> str:
    return f"<w:p>{shape}{inner}</w:p>"


def r(words: str, shape: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{shape}</w:rPr>" if shape else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'


def box(words: str, kind: str = "drawing") -> str:
    """A text box, as it lies in a run."""
    return f"<w:{kind}><w:txbxContent>{p(r(words))}</w:txbxContent></w:{kind}>"


def read(body: str, **parts: str) -> str:
    return docx.read(made(body, **parts)).text.strip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("một ") + r("hai")) + p("") + p(r("ba")), "một hai\n\nba"),
        (p(r("một") + "<w:r><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>" + r("hai")), "một\t\n-hai"),
        (p(r("một") + f'<w:ins>{r("hai")}</w:ins><w:moveTo>{r("ba")}</w:moveTo>'), "mộthaiba"),
        (p(r("một") + '<w:del><w:r><w:delText>hai</w:delText></w:r></w:del>' + f"<w:moveFrom>{r('ba')}</w:moveFrom>"), "một"),
        (p(r("một") + r("ẩn", "<w:vanish/>") + r("hiện", '<w:vanish w:val="0"/>')), "mộthiện"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p(r('khối'))}</w:sdtContent></w:sdt>", "khối"),
        (p(f"<w:sdt><w:sdtContent>{r('trong dòng')}</w:sdtContent></w:sdt>"), "trong dòng"),
        (p(f"<w:smartTag>{r('thẻ')}</w:smartTag><w:customXml>{r(' khác')}</w:customXml>"), "thẻ khác"),
        (p(f"<w:hyperlink>{r('liên kết')}</w:hyperlink><w:fldSimple>{r(' trường')}</w:fldSimple>"), "liên kết trường"),
        (p('<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>' + r("3")), "3"),
        (p(r("số 5 m") + r("2", RAISED) + r(", Điều 1") + r("3", RAISED)), "số 5 m², Điều 1"),
        (p(r("chữ", "<w:caps/>")), "CHỮ"),
        (p(f"<w:r><w:ruby><w:rt>{r('phụ')}</w:rt><w:rubyBase>{r('chính')}</w:rubyBase></w:ruby></w:r>"), "chính"),
        (p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1"),
        (p('<w:r><w:sym w:char="F0B7"/><w:sym w:char="F02D"/></w:r>'), "•-"),
        (p(r("trước") + f"<w:r>{box('trong khung')}</w:r>" + r(" sau")), "trước sau\ntrong khung"),
        (
            p(
                f"<w:r><mc:AlternateContent><mc:Choice>{box('một lần')}</mc:Choice>"
                f"<mc:Fallback>{box('một lần', 'pict')}</mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "một lần",
        ),
    ],
)  # fmt: skip
def test_what_is_printed_is_read(body: str, text: str) -> None:
    assert read(body) == text


def cell(words: str, shape: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{shape}</w:tcPr>' if shape else ''}{''.join(p(r(x)) for x in words.split('|'))}</w:tc>"


def table(*rows: str, shape: str = "") -> str:
    return f"<w:tbl><w:tblPr>{shape}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


RULED = '<w:tblBorders><w:insideH w:val="single"/></w:tblBorders>'


def test_tables_of_data_are_rows() -> None:
    body = table(
        cell("STT") + cell("Việc") + cell("Ai"),
        cell("I. Chung", '<w:gridSpan w:val="3"/>'),
        cell("1") + cell("a|b") + cell("Sở X", '<w:vMerge w:val="restart"/>'),
        cell("2") + cell("c") + cell("", "<w:vMerge/>"),
        shape=RULED,
    )
    assert read(body) == "| STT | Việc | Ai |\n| I. Chung |  |  |\n| 1 | a b | Sở X |\n| 2 | c |  |"


def test_the_letterhead_is_read_column_by_column() -> None:
    body = table(
        cell("UBND TỈNH X|SỞ Y") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), cell("Số: 1/SY") + cell("X, ngày 2 tháng 5 năm 2025")
    ) + p(r("sau"))
    assert read(body) == "UBND TỈNH X\nSỞ Y\nSố: 1/SY\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nX, ngày 2 tháng 5 năm 2025\n\nsau"


def test_rows_and_cells_in_controls_and_tables_in_tables() -> None:
    inner = table(cell("trong"))
    body = table(cell("a") + f"<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt>" + f"<w:tc>{inner}{p('')}</w:tc>", shape=RULED)
    body = body.replace("</w:tblPr>", f"</w:tblPr><w:ins><w:tr>{cell('1') + cell('2') + cell('3')}</w:tr></w:ins>", 1)
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr>"
    assert (
        read(body.replace("</w:tbl>", f"{gone}</w:tbl>", 1).replace("</w:tbl>", f"{gone}</w:tbl>", 1)) == "| 1 | 2 | 3 |\n| a | b | trong |"
    )


def test_a_cell_that_spans_the_world_spans_little() -> None:
    assert read(table(cell("a", '<w:gridSpan w:val="2147483647"/>') + cell("b"), shape=RULED)).count("|") < 70


def test_numbers_that_word_prints_are_read() -> None:
    numbering = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr>'
    assert (
        read(p(r("Phạm vi"), listed) + p("", listed) + p(r("Đối tượng"), listed), numbering=numbering)
        == "Điều 1. Phạm vi\n\nĐiều 3. Đối tượng"
    )


def test_footnotes_stand_behind_their_paragraph() -> None:
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="2">{p(r("Xem Luật Đất đai."))}</w:footnote></w:footnotes>'
    assert (
        read(p(r("Điều 1") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" này")) + p(r("sau")), footnotes=notes)
        == "Điều 1 này\nXem Luật Đất đai.\nsau"
    )


def test_page_heads_are_read_if_they_say_something() -> None:
    assert read(p(r("thân")), header=f"<w:hdr {SPACES}>{p(r('DỰ THẢO'))}</w:hdr>") == "DỰ THẢO\n\nthân"
    assert read(p(r("thân")), header=f"<w:hdr {SPACES}>{p(r('2'))}</w:hdr>") == "thân"


def test_the_strict_dialect_is_read() -> None:
    strict = made(p(r("chặt")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert docx.read(out.getvalue()).text == "chặt\n"


def test_a_paragraph_is_a_line() -> None:
    assert docx.read(made(p(r("một")))).wrapped is False


def test_an_empty_document_has_no_text() -> None:
    with pytest.raises(UnreadableError) as trouble:
        docx.read(made(p("")))
    assert trouble.value.code == "no_text"
