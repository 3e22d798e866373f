import pytest

from pipeline.cited import Cited
from pipeline.model import Span


def test_a_mention_is_filled_in_by_copies() -> None:
    one = Cited(Span(0, 4), "state")
    with pytest.raises(AttributeError):
        one.key = "1/QĐ-UBND"  # type: ignore[misc]
    assert one._replace(key="1/QĐ-UBND").key == "1/QĐ-UBND"
    assert one.key is None
