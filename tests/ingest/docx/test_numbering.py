import pytest
from lxml import etree

from pipeline.ingest.docx.numbering import Numbering, printed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, more: str = "") -> Numbering:
    return Numbering(
        etree.fromstring(
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
        )
    )


@pytest.mark.parametrize(
    ("count", "form", "words"),
    [
        (4, "decimal", "4"),
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (5, "none", ""),
        (2, "chicago", "2"),
    ],
)
def test_counts_are_printed_as_word_prints_them(count: int, form: str, words: str) -> None:
    assert printed(count, form) == words


def test_levels_count_on_their_own_and_begin_anew() -> None:
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%2.%3."))
    assert [lists.label("1", depth) for depth in (0, 1, 1, 2, 2, 1, 0, 1)] == ["I.", "1.", "2.", "2.1.", "2.2.", "3.", "II.", "1."]


def test_starts_and_restarts() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "decimal", "Điều %1.", start=5), again)
    assert [lists.label(number, 0) for number in ("1", "1", "2", "2")] == ["Điều 5.", "Điều 6.", "Điều 1.", "Điều 2."]


@pytest.mark.parametrize(("sign", "shown"), [("\uf0b7", "•"), ("-", "-"), ("\uf02d", "-"), ("+", "+"), ("", "")])
def test_bullets(sign: str, shown: str) -> None:
    assert numbering(level(0, "bullet", sign)).label("1", 0) == shown


def test_unknown_lists_have_no_numbers() -> None:
    assert numbering(level(0, "decimal", "%1.")).label("9", 0) == ""
    assert numbering(level(0, "decimal", "%1.")).label("1", 5) == ""
    assert Numbering(None).label("1", 0) == ""
