import random
import time
import unicodedata

import pytest

from pipeline.pattern import Pattern, composed, escape, expand, fault, in_word


@pytest.mark.parametrize(
    ("pattern", "text", "want"),
    [
        (r"{U}{l}+", "số Đỗ Thị", ["Đỗ", "Thị"]),
        (r"{<}(ngày)", "ngày mai, xngày, (ngày", ["ngày", "(ngày"]),
        (r"a{_*}b", "ab a b a\u00a0b a\nb", ["ab", "a b", "a\u00a0b"]),
        (r"[{U}&]{2,3}", "A BĐ CTTN", ["BĐ", "CTT"]),
    ],
)
def test_names_in_braces(pattern: str, text: str, want: list[str]) -> None:
    found = [m[0] for m in Pattern(pattern).finditer(text)]
    assert [f.strip(" ,") if "ngày" in f else f for f in found] == want


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Ủy ban đã, Ủy ban"
    hit = Pattern("Ủy (ban)").search(text, 3)
    assert hit is not None
    assert text[hit.start(1) : hit.end(1)] == "ban"
    assert hit.span() == (11, 17)
    assert Pattern("^ban").match(text, 3, 6) is not None


def test_group_that_took_no_part() -> None:
    hit = Pattern("a(b)?").search("xa")
    assert hit is not None
    assert hit.span(1) == (-1, -1)
    assert hit[1] == ""


def test_case_is_folded_for_vietnamese_too() -> None:
    assert Pattern("điều", ignore_case=True).search("ĐIỀU 1")


def test_escape_matches_only_itself() -> None:
    assert Pattern(escape("a.b(c")).search("xa.b(c")
    assert not Pattern(escape("a.b")).search("aXb")


def test_linear_on_hostile_text() -> None:
    pattern = Pattern(r"(a|a)*b")
    started = time.perf_counter()
    assert pattern.search("a" * 50_000) is None
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(("source", "trouble"), [("(a", "missing )"), ("a{5000}", "repetition size"), (r"\pL", "letters")])
def test_what_is_no_pattern_is_said(source: str, trouble: str) -> None:
    assert trouble in (fault(source) or "")
    assert fault("{_+}a") is None


def test_expand_leaves_counts_alone() -> None:
    assert expand("a{2,3}[b{_}]") == "a{2,3}[b \\x{a0}\\t]"


@pytest.mark.parametrize("source", ["a", "ế+", "(a)|(ế)", "^a", "x$", "a*", "(?:^|[^aế])(.)", "[^b]{2,5}", "", r"\n", "(ế)?b"])
@pytest.mark.parametrize("length", [0, 1, 10, 127, 128, 129, 255, 256, 257, 400])
def test_offsets_are_right_wherever_one_begins(source: str, length: int) -> None:
    """Short and long texts, kept and not kept, are searched as the slice itself would be."""
    chance = random.Random(length)
    text = "".join(chance.choice("aếb Ủ\n😀x") for _ in range(length))
    pattern = Pattern(source)
    for start, end in [
        (0, None),
        (min(3, length), None),
        (min(1, length), 130),
        (min(129, length), 300),
        (length, None),
        (min(5, length), 3),
    ]:
        part = Pattern(source).finditer("" + text[start:end])
        expected = [[(a + start, b + start) if a >= 0 else (a, b) for a, b in map(hit.span, groups(source))] for hit in part]
        found = list(pattern.finditer(text, start, end))
        assert [[hit.span(group) for group in groups(source)] for hit in found] == expected
        assert all(hit[0] == text[slice(*hit.span())] for hit in found)


def groups(source: str) -> range:
    return range(source.count("(") - source.count("(?:") + 1)


def test_a_character_in_a_word_is_one_of_its_class() -> None:
    inside = Pattern("[{W}]")
    for char in map(chr, (*range(0x20, 0x260), *range(0x1DF0, 0x1F10), 0x2013, 0x201C, 0x410)):
        assert in_word(char) == (inside.fullmatch(char) is not None), hex(ord(char))


def test_what_is_surely_composed_is_so() -> None:
    for char in map(chr, range(0x11_0000)):
        if composed(char):
            assert unicodedata.is_normalized("NFC", char)
            assert unicodedata.normalize("NFC", "e" + char) == "e" + char  # it isn't a mark either
    assert composed("Ủy ban – “ế”, Ö 5")
    assert not composed("Uỷ".replace("ỷ", "y\u0309"))
