"""Every message that the program notes has its Vietnamese; one that was reworded shows here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.presentation.labels import ERRORS
from pipeline.presentation.troubles import MESSAGES, REMEDIES, remedy, said

PIPELINE = Path(__file__).resolve().parents[2] / "pipeline"


def words(node: ast.expr) -> str | None:
    """A message as it is written, with {} for what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def messages() -> Iterator[str]:
    for path in PIPELINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = {"Problem": 1, "_trouble": 2}.get(name)
                found = words(node.args[at]) if at is not None and len(node.args) > at else None
                if found:
                    yield found


@pytest.mark.parametrize("message", sorted(set(messages())))
def test_each_is_said_in_vietnamese(message: str) -> None:
    given = message.replace("{} {}: the first", "{} tasks: the first").replace("{}", "X")
    assert said(given, "vi") != given, "presentation/troubles.py: add its Vietnamese"
    assert said(given, "en") == given


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("no number of its own", "không có số riêng"),
        ("“trước ngày 10 tháng 6” names no year: read as 2022-06-10", "“trước ngày 10 tháng 6” không ghi năm: hiểu là 2022-06-10"),
        (
            "356/LĐTĐBXH-BĐG stands for 356/LĐTBXH-BĐG: number, issuer and date are the same",
            "356/LĐTĐBXH-BĐG được hiểu là 356/LĐTBXH-BĐG: cùng số, cùng cơ quan, cùng ngày",
        ),
        ("54 may be 54/HD or 54/QĐ; it is bound to none of them", "54 có thể là 54/HD or 54/QĐ; chưa ghép với văn bản nào"),
        ("1/KH of 2025 may be a or b; it is bound to none of them", "1/KH ngày 2025 có thể là a or b; chưa ghép với văn bản nào"),
        ("something {odd} that nobody foresaw", "something {odd} that nobody foresaw"),
    ],
)
def test_a_message(english: str, vietnamese: str) -> None:
    assert said(english, "vi") == vietnamese


def test_both_have_the_same_gaps() -> None:
    assert [english for english, vietnamese in MESSAGES.items() if english.count("{}") != vietnamese.count("{}")] == []


def test_every_trouble_with_a_file_has_its_remedy() -> None:
    assert set(REMEDIES) == set(ERRORS)


@pytest.mark.parametrize(
    ("code", "lang", "told"),
    [
        ("encrypted", "en", "the file is locked"),
        ("encrypted", "vi", "lưu lại tệp không có mật khẩu, rồi chạy lại"),
        ("unheard_of", "vi", "the file is locked"),
        (None, "vi", "the file is locked"),
    ],
)
def test_a_remedy(code: str | None, lang: str, told: str) -> None:
    assert remedy(code, "the file is locked", lang) == told
