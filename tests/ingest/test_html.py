import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest import html

LETTERHEAD = (
    "<table border='0'><tr><td><p>CHÍNH PHỦ<br>-------</p></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>"
    "Độc lập - Tự do - Hạnh phúc</td></tr>"
    "<tr><td>Số: 12/2025/NĐ-CP</td><td><i>Hà Nội, ngày 02 tháng 5 năm 2025</i></td></tr></table>"
)
DISPATCH = (
    f"<div>{LETTERHEAD}</div><div><p>NGHỊ ĐỊNH</p><p>Căn cứ Luật Tổ chức Chính phủ;</p><p>Căn cứ Luật Đất đai;</p>"
    "<p>Theo đề nghị của\n Bộ trưởng;</p>"
    "<p>Điều 1. Phạm vi</p><table><tr><td>Nơi nhận:<br>- Như trên;</td><td>TM. CHÍNH PHỦ<br>THỦ TƯỚNG<br><br>Phạm A</td></tr></table></div>"
)
READ = (
    "CHÍNH PHỦ\n-------\nSố: 12/2025/NĐ-CP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 02 tháng 5 năm 2025\n\n"
    "NGHỊ ĐỊNH\nCăn cứ Luật Tổ chức Chính phủ;\nCăn cứ Luật Đất đai;\nTheo đề nghị của Bộ trưởng;\nĐiều 1. Phạm vi\n\n"
    "Nơi nhận:\n- Như trên;\n\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n\nPhạm A\n"
)


def read(body: str) -> str:
    return html.read(f"<!DOCTYPE html><html><head><title>Nghị định</title></head><body>{body}</body></html>".encode()).text


def test_the_dispatch_is_read_without_the_portal() -> None:
    menu = "<ul><li>Trang chủ</li><li>Văn bản mới</li></ul><div>Còn hiệu lực</div><div>Ngày có hiệu lực: 01/07/2025</div>"
    contents = "<div><p>Mục lục</p><p>Điều 1. Phạm vi</p><p>Điều 2. Hiệu lực</p></div>"
    assert read(f"<div>{menu}<main><section>{DISPATCH}</section>{contents}</main></div><footer>Bộ Tư pháp</footer>") == READ
    assert read(DISPATCH) == READ


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a <b>b</b>\n c</p><p>d</p>", "a b c\nd\n"),
        ("<ol><li>một</li><li>hai</li></ol>", "1. một\n2. hai\n"),
        ("<ol start=3><li>ba</li></ol><ul><li>x</li></ul>", "3. ba\n- x\n"),
        ("<p>rộng 5 m<sup>2</sup> theo Điều 1<sup>3</sup> này</p>", "rộng 5 m² theo Điều 1 này\n"),
        ("<table border=1><tr><th>STT<th>Việc</tr><tr><td>1<td>a<br>b</tr></table>", "| STT | Việc |\n| 1 | a b |\n"),
        ("<table border=1><tr><td colspan=2>I. Chung<td>x</tr></table>", "| I. Chung |  | x |\n"),
        ("<p>a</p><script>b</script><style>c</style><p style='display: none'>d</p><p hidden>e</p>", "a\n"),
        ("a<!-- b --><br>c", "a\nc\n"),
    ],
)
def test_markup(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>Số: 12/QĐ-UBND</p></body></html>".encode(),
        b"\xef\xbb\xbf" + "<html><body><p>Số: 12/QĐ-UBND</p></body></html>".encode(),
        "<html><body><p>Số: 12/QĐ-UBND</p></body></html>".encode("utf-16"),
        "<html><head><meta charset='utf-8'></head><body><p>Số: 12/QĐ-UBND</p></body></html>".encode(),
    ],
)
def test_encodings(content: bytes) -> None:
    assert html.read(content).text == "Số: 12/QĐ-UBND\n"


def test_what_the_page_says_of_its_encoding_is_believed() -> None:
    body = b"<html><head><meta charset=windows-1258></head><body><p>Tr\xe0</p></body></html>"
    assert html.read(body).text == "Trà\n"


@pytest.mark.parametrize(("content", "code"), [(b"<html><body><p> </p></body></html>", "no_text"), (b"<html></html>", "no_text")])
def test_nothing_to_read(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        html.read(content)
    assert trouble.value.code == code


@pytest.mark.parametrize(("depth", "refused"), [(200, False), (5_000, True)])
def test_a_tower_of_elements_is_refused(depth: int, refused: bool) -> None:
    body = "<div>" * depth + "a" + "</div>" * depth
    if not refused:
        assert read(body) == "a\n"
        return
    with pytest.raises(UnreadableError) as trouble:
        read(body)
    assert trouble.value.code == "limit"
