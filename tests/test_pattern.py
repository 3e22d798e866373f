import time

import pytest

from pipeline.pattern import Pattern, escape, expand


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


def test_expand_leaves_counts_alone() -> None:
    assert expand("a{2,3}[b{_}]") == "a{2,3}[b \\x{a0}\\t]"
