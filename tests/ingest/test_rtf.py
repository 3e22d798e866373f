import pytest

from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.ingest import rtf


def escaped(words: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)


def read(body: str, head: str = "\\ansi\\ansicpg1252") -> str:
    return rtf.read(f"{{\\rtf1{head}{{\\fonttbl{{\\f0 Times;}}}}{body}}}".encode("latin-1")).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (escaped("Số: 12/QĐ-UBND") + "\\par " + escaped("Kính gửi: Sở"), "Số: 12/QĐ-UBND\nKính gửi: Sở\n"),
        ("a\\line b\\tab c\\par", "a\nb\tc\n"),
        ("a{\\v n hidden} b", "a b\n"),
        ("a{\\deleted gone} b", "a b\n"),
        ("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}} b", "link b\n"),
        ("{\\listtext 1.\\tab}Rà".replace("à", "\\'e0"), "1.\tRà\n"),
        ("a\\~b\\_c\\-d \\{e\\}", "a\u00a0b-cd {e}\n"),
        ("a{\\pict 89504e47}b{\\*\\unknown gone}c", "abc\n"),
        ("\\uc0\\u7889 a", "ốa\n"),
        ("a\\bin4 {}}}b", "ab\n"),
    ],
)
def test_what_is_printed_is_read(body: str, text: str) -> None:
    assert read(body) == text


def test_a_table_of_data_is_rows() -> None:
    row = "\\trowd\\cellx1\\cellx2\\cellx3\\intbl {}\\cell {}\\cell {}\\cell\\row"
    body = "truoc\\par " + row.format("STT", "Viec", "Ai") + row.format("1", "a\\par b", "c") + "\\pard sau\\par"
    assert read(body) == "truoc\n| STT | Viec | Ai |\n| 1 | a b | c |\nsau\n"


def test_the_letterhead_is_columns() -> None:
    body = (
        "\\trowd\\cellx1\\cellx2\\intbl UBND\\par SO Y\\cell " + escaped("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + "\\cell\\row\\pard x\\par"
    )
    assert read(body) == "UBND\nSO Y\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nx\n"


def test_old_fonts_are_undone() -> None:
    words = "Cộng hòa xã hội chủ nghĩa Việt Nam, Ủy ban nhân dân tỉnh yêu cầu các sở, ngành báo cáo kết quả thực hiện".lower()
    back = {char: chr(code) for code, char in encodings.TABLES["tcvn3"].items()}
    body = "".join(f"\\'{ord(encodings.bytes_of(back[c]) or b'?'):02x}" if c in back else c for c in words)
    assert read(body).strip() == words


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{\\rtf1 }", "no_text"),
        (b"{\\rtf1 " + b"{" * 1_500, "limit"),
    ],
)
def test_limits(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        rtf.read(content)
    assert trouble.value.code == code


def test_depth_up_to_the_limit_is_read() -> None:
    assert rtf.read(b"{\\rtf1 " + b"{" * 900 + b"a" + b"}" * 900 + b"}").text == "a\n"
