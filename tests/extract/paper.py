"""Dispatches in words: a letterhead, a body of the test's own, a signature; read as the command reads a file."""

from pipeline import extract, rulebook
from pipeline.model import Dispatch, Task
from pipeline.segment import documents, zones
from pipeline.text import Text

BOOK = rulebook.shared()
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
HEAD = f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n\nSố: 12/{{symbol}}\n\n{STATE}\n\nLai Châu, ngày 24 tháng 4 năm 2025\n\n"
PLAN = HEAD.format(symbol="KH-UBND") + (
    "KẾ HOẠCH\nTriển khai công tác văn thư năm 2025\n\n"
    "Thực hiện Công văn số 100/BNV-VP ngày 01/4/2025 của Bộ Nội vụ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\n"
)
LETTER = HEAD.format(symbol="UBND-NC") + (
    "Kính gửi:\n- Các sở, ban, ngành tỉnh;\n- Ủy ban nhân dân các huyện, thành phố.\n\n"
    "Thực hiện Công văn số 100/BNV-VP ngày 01/4/2025 của Bộ Nội vụ về công tác văn thư, Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành "
    "và địa phương thực hiện một số nội dung sau:\n\n"
)
DECISION = HEAD.format(symbol="QĐ-UBND") + (
    "QUYẾT ĐỊNH\nVề việc ban hành Quy chế văn thư\n\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\n\nTheo đề nghị của Giám đốc Sở Nội vụ.\n\nQUYẾT ĐỊNH:\n\n"
)
SIGNED = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT, NC.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTống Thanh Hải\n"


def read(head: str, body: str, after: str = "") -> tuple[str, Dispatch]:
    """The text and what it says."""
    text = Text(head + body.strip() + SIGNED + after)
    (span,) = documents.split(text, BOOK)
    return text.chars, extract.dispatch(text, zones.lay_out(text, span, 0, BOOK), BOOK)


def names(task: Task, role: str = "lead") -> list[str]:
    """The bodies of a task."""
    return [actor.name for actor in task.actors if actor.role == role]
