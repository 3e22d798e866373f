import base64
import hashlib
import re

import pytest

from pipeline.report import render


@pytest.mark.parametrize(
    ("text", "length", "clipped"),
    [
        ("một hai ba", 20, "một hai ba"),
        ("một\n hai   ba", 20, "một hai ba"),
        ("một hai ba bốn", 9, "một hai …"),
        ("a" * 30, 10, "a" * 9 + " …"),
        ("một hai, ba", 9, "một hai …"),
    ],
)
def test_long_texts_are_cut_at_a_word(text: str, length: int, clipped: str) -> None:
    assert render.clip(text, length) == clipped


@pytest.mark.parametrize(("certainty", "shown"), [(None, ""), (1.0, "100 %"), (0.625, "62 %")])
def test_certainty_is_a_percentage(certainty: float | None, shown: str) -> None:
    assert render.percent(certainty) == shown


def test_only_our_own_script_and_style_are_allowed() -> None:
    from pipeline.presentation.wording import Words

    made = render.page("review", Words("vi"), title="x", here="review", folder="f", as_of="2025-01-01", doubts=[], total=0, unread=[])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)
    assert policy
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1] or f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src ")
    assert "unsafe" not in policy[1]
