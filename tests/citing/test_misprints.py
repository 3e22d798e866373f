import pytest

from pipeline import rulebook
from pipeline.citing.misprints import Misprints
from pipeline.citing.numbered import Numbered
from pipeline.model import Setting

BOOK = rulebook.load()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Công văn số 7/LĐTĐBXH-VP ngày 1/2/2021; Công văn số 7/LĐTBXH-VP ngày 1/2/2021",
            [("7/LĐTBXH-VP", "misread"), ("7/LĐTBXH-VP", "exact")],
        ),
        (
            "Công văn số 7/LĐTĐBXH-VP ngày 1/2/2021; Công văn số 7/LĐTBXH-VP ngày 2/2/2021",
            [("7/LĐTĐBXH-VP", "exact"), ("7/LĐTBXH-VP", "exact")],
        ),
        ("Công văn số 7/BTC-VP ngày 1/2/2021; Công văn số 7/BTP-VP ngày 1/2/2021", [("7/BTC-VP", "exact"), ("7/BTP-VP", "exact")]),
        ("Công văn số 7/XYZ-VP ngày 1/2/2021; Công văn số 7/XYT-VP ngày 1/2/2021", [("7/XYZ-VP", "exact"), ("7/XYT-VP", "exact")]),
    ],
)
def test_what_the_text_settles(text: str, wanted: list[tuple[str, str]]) -> None:
    found = BOOK.build(Misprints).mend(BOOK.build(Numbered).read(text, 0, len(text), []), Setting())
    assert [(c.key, c.method) for c in found] == wanted
    assert [c.raw_key for c in found] == [c.symbol.raw for c in found if c.symbol]
