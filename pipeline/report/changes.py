"""What one dispatch changed against another of its series, as a page that stands alone."""

from typing import Any

from pipeline.diff import Difference
from pipeline.presentation.labels import Label
from pipeline.presentation.wording import LANGUAGES, Words
from pipeline.report import render

LABELS: dict[str, Label] = {
    "changes": ("Đối chiếu hai văn bản", "Two dispatches compared"),
    "before": ("Văn bản trước", "Before"),
    "after": ("Văn bản sau", "After"),
    "duties": ("Nhiệm vụ", "Tasks"),
    "all": ("Toàn văn từng nhiệm vụ, chữ bỏ và chữ thêm", "Every task, with the words that went and came"),
    "header": ("Thể thức", "Header"),
    "basis": ("Căn cứ", "Basis"),
    "recipients": ("Nơi gửi, nơi nhận", "Recipients"),
    "same": ("giữ nguyên", "same"),
    "reworded": ("sửa câu chữ", "reworded"),
    "changed": ("đổi thời hạn hoặc cơ quan", "other deadline or body"),
    "perhaps": ("có thể thay cho nhau", "perhaps the same"),
    "new": ("mới", "new"),
    "dropped": ("không còn", "dropped"),
    "kept": ("vẫn còn", "kept"),
    "deadlines": ("Thời hạn", "Deadline"),
    "none": ("không nêu", "none given"),
    "nothing": ("Không có gì thay đổi.", "Nothing changed."),
    "likeness": ("giống nhau", "alike"),
    "how": (
        "Nhiệm vụ được ghép theo nội dung câu chữ. “Có thể thay cho nhau” nghĩa là máy không chắc: xin đọc cả hai.",
        "Tasks are paired by what their words say. “Perhaps the same” means that the machine isn't sure: read both.",
    ),
}


def page(difference: Difference, lang: str = "vi") -> str:
    """The page, whole: it needs no other file and no network."""
    words = Words(lang)
    at = LANGUAGES.index(lang)

    def label(name: str) -> str:
        return LABELS[name][at]

    shown: dict[str, Any] = {
        "d": difference,
        "l": label,
        "counts": [(state, n) for state, n in difference.counts().items() if n],
        "moved": [pair for pair in difference.tasks if pair.changes and pair.state == "changed"],
    }
    return render.page("changes", words, **shown)
