from typing import Any

import pytest
from lxml import etree

from pipeline.ingest.docx.styles import Styles, W

SHEET = f"""<w:styles xmlns:w="{W[1:-1]}">
<w:style w:styleId="List"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Child"><w:basedOn w:val="List"/></w:style>
<w:style w:styleId="Loud"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="Grid"><w:tblPr><w:tblBorders><w:insideH w:val="single"/></w:tblBorders></w:tblPr></w:style>
</w:styles>"""
STYLES = Styles(etree.fromstring(SHEET))


def element(xml: str) -> Any:
    return etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{xml}</w:x>')


@pytest.mark.parametrize(
    ("xml", "number", "level", "hidden", "capitals"),
    [
        ("", "", 0, False, False),
        ('<w:pPr><w:pStyle w:val="Child"/></w:pPr>', "7", 1, False, False),
        ('<w:pPr><w:pStyle w:val="Child"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', "0", 1, False, False),
        ('<w:pPr><w:pStyle w:val="Loud"/></w:pPr>', "", 0, False, True),
        ('<w:pPr><w:pStyle w:val="Gone"/></w:pPr>', "", 0, True, False),
        ('<w:pPr><w:pStyle w:val="Loop"/></w:pPr>', "", 0, False, False),
    ],
)
def test_paragraphs(xml: str, number: str, level: int, hidden: bool, capitals: bool) -> None:
    assert STYLES.paragraph(element(xml)) == (number, level, hidden, capitals)


@pytest.mark.parametrize(
    ("xml", "hidden", "capitals", "raised"),
    [
        ("", False, False, False),
        ("<w:rPr><w:vanish/></w:rPr>", True, False, False),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr>', False, False, False),
        ('<w:rPr><w:rStyle w:val="Loud"/></w:rPr>', False, True, False),
        ('<w:rPr><w:rStyle w:val="Loud"/><w:caps w:val="false"/></w:rPr>', False, False, False),
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', False, False, True),
    ],
)
def test_runs(xml: str, hidden: bool, capitals: bool, raised: bool) -> None:
    assert STYLES.run(element(xml)) == (hidden, capitals, raised)


@pytest.mark.parametrize(
    ("xml", "ruled"),
    [
        ("", False),
        ('<w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>', True),
        ('<w:tblPr><w:tblStyle w:val="Grid"/><w:tblBorders><w:insideH w:val="nil"/></w:tblBorders></w:tblPr>', False),
        ('<w:tc><w:tcPr><w:tcBorders><w:top w:val="single"/></w:tcBorders></w:tcPr></w:tc>', True),
    ],
)
def test_tables(xml: str, ruled: bool) -> None:
    assert STYLES.ruled(element(xml)) is ruled
