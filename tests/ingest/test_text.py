import codecs
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.ingest import text

WORDS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/QĐ-UBND\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\n"
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành khẩn trương thực hiện, báo cáo trước ngày 05/12/2025./."
)
SHARED = Path(__file__).resolve().parents[3] / "shared"


def to_windows_1258(words: str) -> bytes:
    out = b""
    for char in unicodedata.normalize("NFC", words):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            letters = unicodedata.normalize("NFD", char)
            tone = "".join(c for c in letters if c in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", "".join(c for c in letters if c not in tone))
            out += (rest + tone).encode("cp1258")
    return out


def to_table(words: str, encoding: str) -> bytes:
    back = {char: encodings.bytes_of(chr(code)) or b"" for code, char in encodings.TABLES[encoding].items()}
    return b"".join(back.get(char) or char.encode("cp1252") for char in unicodedata.normalize("NFC", words))


def to_vni(words: str) -> bytes:
    back = {char: seen for seen, char in {**encodings.VNI_PAIRS, **encodings.VNI_SINGLE}.items() if not seen[0].isupper() or seen.isupper()}
    return "".join(back.get(char, char) for char in unicodedata.normalize("NFC", words)).encode("cp1252")


WRITERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda w: w.encode(),
    "utf-8 with BOM": lambda w: codecs.BOM_UTF8 + w.encode(),
    "utf-8, decomposed": lambda w: unicodedata.normalize("NFD", w).encode(),
    "utf-16-le": lambda w: w.encode("utf-16-le"),
    "utf-16-be": lambda w: w.encode("utf-16-be"),
    "utf-16-le with BOM": lambda w: codecs.BOM_UTF16_LE + w.encode("utf-16-le"),
    "utf-16-be with BOM": lambda w: codecs.BOM_UTF16_BE + w.encode("utf-16-be"),
    "utf-32-le with BOM": lambda w: codecs.BOM_UTF32_LE + w.encode("utf-32-le"),
    "windows-1258": to_windows_1258,
    "vni": to_vni,
    "viscii": lambda w: to_table(w, "viscii"),
    "windows-1258 saved as UTF-8": lambda w: encodings.look_alike(to_windows_1258(w)).encode(),
    "vni saved as UTF-8": lambda w: encodings.look_alike(to_vni(w)).encode(),
    "utf-8 saved as UTF-8": lambda w: encodings.look_alike(w.encode()).encode(),
}
NO_CAPITALS: dict[str, Callable[[str], bytes]] = {  # TCVN3 has no toned capitals
    "tcvn3": lambda w: to_table(w, "tcvn3"),
    "tcvn3 saved as UTF-8": lambda w: encodings.look_alike(to_table(w, "tcvn3")).encode(),
}


def composed(content: bytes) -> str:
    return unicodedata.normalize("NFC", text.read(content).text)


@pytest.mark.parametrize("encoding", WRITERS)
def test_every_encoding_reads_the_same(encoding: str) -> None:
    assert composed(WRITERS[encoding](WORDS)) == WORDS
    assert text.read(WRITERS[encoding](WORDS)).problems == ()


@pytest.mark.parametrize("encoding", NO_CAPITALS)
def test_abc_fonts(encoding: str) -> None:
    words = WORDS.split("\n", 1)[1].replace("Ủ", "U")
    assert composed(NO_CAPITALS[encoding](words)) == words


SYLLABLES = "nghị quyết của ủy ban về việc tổ chức hội nghị đã được giữ những điều khoản thực hiện chữ ký số người ở đồng bằng"


@given(st.lists(st.sampled_from(SYLLABLES.split(" ")), min_size=12, max_size=60), st.sampled_from([*WRITERS, *NO_CAPITALS]))
def test_any_words_in_any_encoding(words: list[str], encoding: str) -> None:
    assume(len(set(words)) > 3)  # one word, over and over, has several readings
    line = " ".join(words)
    assert composed((WRITERS | NO_CAPITALS)[encoding](line)) == line


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_named(content: bytes) -> None:
    try:
        code = "" if isinstance(text.read(content).text, str) else "no text"
    except UnreadableError as trouble:
        code = trouble.code
    assert code in ("", "unsupported", "encoding")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4\n...", "unsupported"),
        (b"PK\x03\x04....", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "unsupported"),
        (b"{\\rtf1 abc}", "unsupported"),
        (b"\0" * 5000, "unsupported"),
        (b"a\0b\1c\0\0d" * 50, "unsupported"),
        (bytes(range(1, 32)) * 20 + b"\xff\xfe\x80", "unsupported"),
        (b"\xff\xfe\x80\x81\x82 \xd1\xe5\xf2\xfc \xf1\xe2\xff\xe7\xe8", "encoding"),  # Cyrillic behind a BOM that lies
        ("La procédure d'agrément est gérée à l'échelon régional".encode("cp1252"), "encoding"),
        ("Постановление правительства".encode("cp1251"), "encoding"),
        (WORDS.encode() + WORDS.encode("utf-16-le") * 2, "encoding"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        text.read(content)
    assert trouble.value.code == code


@pytest.mark.parametrize(
    ("content", "read", "problem"),
    [
        (b"So: 12/QD-UBND\r\n", "So: 12/QD-UBND\r\n", False),
        (b"UBND \x96 \x93QD\x94", "UBND – “QD”", False),  # Windows quotation marks, no letters
        ("Größe, naïve, Zürich".encode(), "Größe, naïve, Zürich", False),
        (WORDS.encode() + b"\xe1\xbb", WORDS + "\ufffd", True),  # cut inside a letter
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le")[:-1], WORDS[:-1] + "\ufffd", True),
        ((WORDS + " ViÖt Nam, ®Ò nghÞ, ®­îc, quy ®Þnh, ®ång chÝ, ®Êt ®ai, µ¸¶¹" * 3).encode(), None, True),  # two worlds in one file
    ],
)
def test_doubt_is_a_problem(content: bytes, read: str | None, problem: bool) -> None:
    source = text.read(content)
    assert source.text == (read if read is not None else content.decode())
    assert [p.code for p in source.problems] == ["mojibake"] * problem


@pytest.mark.skipif(not SHARED.exists(), reason="samples aren't here")
@pytest.mark.parametrize("encoding", WRITERS)
def test_samples_in_every_encoding(encoding: str) -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        words = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        words = "".join(c for c in words if c.isascii() or c.isalpha())  # the old encodings lack some punctuation
        assert composed(WRITERS[encoding](words)) == words


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["Số 2025² ñ ³ µ", "² ² ¸¸ ²² 12²", "naïve façade, Zürich 30 m²", "à á ã"])
def test_what_gives_no_vietnamese_words_is_no_old_font(words: str, form: Literal["NFC", "NFD"]) -> None:
    assert composed(unicodedata.normalize(form, words).encode()) == unicodedata.normalize("NFC", words)
