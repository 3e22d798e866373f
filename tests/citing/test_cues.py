import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.citing.cues import Cues
from pipeline.pattern import Pattern

BOOK = rulebook.load()
CUES = BOOK.build(Cues)
ENTRIES = BOOK.entries("relations", "cues")
JOINED = "|".join(f"(?:{entry['pattern']})" for entry in ENTRIES)
ANY = Pattern(rf"(?i)(?:^|[^{{W}}])({JOINED})(?:$|[^{{W}}])")  # the cue as it is defined, dear to look for
PIECES = [
    "thực hiện",
    "theo",
    "kinh phí",
    "chỉ đạo",
    " của ",
    "tại",
    "căn cứ",
    "kèm",
    "(sửa đổi)",
    "bổ sung",
    "có",
    "coi",
    " ",
    "  ",
    ".",
    "x",
    ", ",
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thực hiện theo quy định tại Luật", ["Thực hiện theo quy định tại"]),
        ("kinh phí để trồng cây. Căn cứ Luật", ["Căn cứ"]),  # a head alone is no cue
        ("kinh phí để thực hiện", ["kinh phí để thực hiện"]),
        ("sửa đổi, bổ sung thay thế", ["sửa đổi, bổ sung", "thay thế"]),  # they may touch
        ("coi theox", []),
        ("", []),
    ],
)
def test_cues_of_a_line(text: str, said: list[str]) -> None:
    assert [text[cue.start : cue.end] for cue in CUES.read(text, 0, len(text))] == said


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 9), st.integers(0, 9))
def test_heads_find_what_the_whole_finds(text: str, start: int, less: int) -> None:
    start, end = min(start, len(text)), max(0, len(text) - less)
    found, at = [], start
    while at <= end and (hit := ANY.search(text, at, end)):
        found.append(hit.span(1))
        at = hit.end(1)
    known = [CUES._next(text, at, end) for at in (start, *(stop for _, stop in found))] if start <= end else []
    assert known[: len(found)] == found
    assert all(words is None for words in known[len(found) :])
