import sys
from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.parse import parse
from tests.letters import letter
from tests.papers import pdf, write


@pytest.mark.parametrize("how", ["path", "bytes", "text"])
def test_a_file_its_bytes_and_its_text_say_the_same(how: str, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(letter(), encoding="utf-8")
    kinds: dict[str, Path | bytes | str] = {"path": place, "bytes": letter().encode(), "text": letter()}
    parsed = parse(kinds[how], rulebook.shared())
    assert (parsed.path, parsed.error_code) == ("a.txt" if how == "path" else "-", None)
    assert [d.value("key") for d in parsed.dispatches] == ["12/KH-UBND"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("Thực đơn hôm nay: phở, bún.", "no_dispatch"),
        (b"PK\x03\x04", "unsupported"),
        (b"%PDF-1.4 and no more", "damaged"),
    ],
)
def test_what_is_no_dispatch_says_why(text: str | bytes, code: str) -> None:
    parsed = parse(text, rulebook.shared())
    assert (parsed.error_code, parsed.dispatches) == (code, ())
    assert parsed.error


@pytest.mark.parametrize(("most", "code"), [(3, None), (2, "limit")])
def test_a_file_of_too_many_dispatches(most: int, code: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pipeline.parse"], "MOST", most)
    text = "\n".join(letter(f"{number}/KH-UBND") for number in range(1, 4))
    assert parse(text, rulebook.shared()).error_code == code


@pytest.mark.parametrize(("beyond", "code"), [(0, None), (1, "limit")])
def test_a_text_that_is_too_long(beyond: int, code: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pipeline.parse"], "LONGEST", len(letter()) - beyond)
    assert parse(letter(), rulebook.shared()).error_code == code


def test_a_torn_pdf_in_which_nothing_is_found_is_damaged() -> None:
    content = pdf(lambda canvas: write(canvas, "Thực đơn hôm nay: phở, bún.", 100, 200))
    whole, torn = (parse(held, rulebook.shared()) for held in (content, content[: content.rindex(b"xref")] + bytes(3000)))
    assert (whole.error_code, torn.error_code) == ("no_dispatch", "damaged")
    assert "get it again" in (torn.error or "")
