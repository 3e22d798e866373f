import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spelling import alike, lower, plain


@pytest.mark.parametrize(
    ("one", "other"), [("HOÀ", "Hòa"), ("Uỷ ban", "Ủy ban"), ("2021–2025", "2021-2025"), ("QÐ", "QĐ"), ("Thuý", "Thúy")]
)
def test_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize(("one", "other"), [("đăng", "đằng"), ("Bộ", "Bố")])
def test_not_alike(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_plain() -> None:
    assert plain("BÌNH ĐẲNG giới Đỗ Thị Ủy") == "binh dang gioi do thi uy"


@given(st.text())
def test_foldings_keep_places(text: str) -> None:
    assert len(lower(text)) == len(alike(text)) == len(plain(text)) == len(text)
