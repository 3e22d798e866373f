import pytest

from pipeline.mentions import cite
from pipeline.rulebook import shared

COLUMNS = ["start", "end", "quote", "key", "doc_type", "promulgation_date", "issuer", "title", "relation"]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;",
        "Căn cứ Nghị định số 30/2020/NĐ-\nCP ngày 05/3/2020 của Chính phủ;",
        "\ufeff  Căn cứ **Nghị định số 30/2020/NĐ-CP** ngày 05/3/2020;\r\n",
        "Ca\u0306n cu\u031b\u0301 Nghị định số 30 /2020/ NĐ-CP;",
    ],
)
@pytest.mark.parametrize("as_bytes", [True, False])
def test_quotes_are_the_input_s_own(text: str, as_bytes: bool) -> None:
    found = list(cite(text.encode() if as_bytes else text, shared()))
    assert [row["key"] for row in found] == ["30/2020/NĐ-CP"]
    for row in found:
        assert list(row) == COLUMNS
        assert row["quote"] == text[row["start"] : row["end"]]
        assert "30" in row["quote"]


@pytest.mark.parametrize("text", ["", " \n\n ", "ngày 05/3/2020, 3/4 số phiếu"])
def test_nothing_is_nothing(text: str) -> None:
    assert list(cite(text, shared())) == []
