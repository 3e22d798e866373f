import pytest

from pipeline import rulebook
from pipeline.heads import heads
from pipeline.pattern import Pattern

CUES = rulebook.load().entries("relations", "cues")


@pytest.mark.parametrize(
    ("pattern", "head"),
    [
        ("theo", "theo"),
        ("kinh{_+}phí[^.;]{0,60}?thực{_+}hiện", "kinh{_+}phí"),
        ("chỉ{_+}đạo(?:{_+}của{_+}[^.;:]{3,90}?)?{_+}tại|theo", "chỉ{_+}đạo|theo"),  # the group that holds the gap isn't told
        ("(?:a|b[xy]{2}c)d|e{L}{2,6}f", "(?:a|b[xy]{2}c)d|e"),  # no letter before the one, a letter before the other
        ("[^.;]{0,60}a|b", "[^.;]{0,60}a|b"),  # a gap at the beginning stays
        (r"\({_*}x{2}[|(]y|(?P<n>z)\x{2013}{L}{2}", r"\({_*}x{2}[|(]y|(?P<n>z)\x{2013}"),
        ("h[ủu][ỷy]{_+}bỏ|[a-z]+", "h[ủu][ỷy]{_+}bỏ|[a-z]+"),  # classes that aren't counted
    ],
)
def test_what_stands_before_a_gap(pattern: str, head: str) -> None:
    assert heads(pattern) == head


@pytest.mark.parametrize("entry", CUES, ids=lambda entry: str(entry["id"]))
def test_where_a_cue_matches_its_head_does(entry: rulebook.Entry) -> None:
    whole, head = Pattern("(?i)(?:" + entry["pattern"] + ")"), Pattern("(?i)(?:" + heads(entry["pattern"]) + ")")
    for example in entry["examples"]:
        words = example if isinstance(example, str) else example["text"]
        hits = [at for at in range(len(words)) if whole.match(words, at)]
        assert hits
        assert all(head.match(words, at) for at in hits)
