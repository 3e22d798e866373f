"""Trouble in the paper, said in Vietnamese: the messages of the table `problems`, which are in English, by their wording.

`{}` stands for whatever the paper says there, and comes back in the same order.
"""

from pipeline.presentation.labels import FIELDS

MESSAGES: dict[str, str] = {
    "no number of its own": "không có số riêng",
    "no date of its own": "không có ngày riêng",
    "the body that issues isn't named": "không nêu cơ quan ban hành",
    "nobody's name stands in a signature block": "phần ký không có tên người ký",
    "the number or the day is left blank, or the paper says draft": "để trống số hoặc ngày, hoặc ghi là dự thảo",
    "written by hand: read it on the page": "viết tay: xem trên trang gốc",
    "marked {}": "có dấu {}",
    "there is no such day: {}": "không có ngày này: {}",
    "no calendar has the day of “{}”": "lịch không có ngày nêu ở “{}”",
    "“{}” names no year: read as {}": "“{}” không ghi năm: hiểu là {}",
    "“{}” names no year, and nothing else tells it": "“{}” không ghi năm, chỗ khác cũng không cho biết",
    "signer_full_name: perhaps {}": "người ký: có lẽ là {}",
    "signer_position: printed {}, read {}": "chức vụ người ký: in là {}, hiểu là {}",
    "{}: perhaps {}": "{}: có lẽ là {}",
    "{} stands for {}: title and date are the same": "{} được hiểu là {}: cùng tên, cùng ngày",
    "{} stands for {}: it has this title": "{} được hiểu là {}: tên là của văn bản này",
    "{} stands for {}: all but the year is the same": "{} được hiểu là {}: chỉ khác năm",
    "{} stands for {}: title, issuer and date are the same": "{} được hiểu là {}: cùng tên, cùng cơ quan, cùng ngày",
    "{} stands for {}: number, issuer and date are the same": "{} được hiểu là {}: cùng số, cùng cơ quan, cùng ngày",
    "{} is dated {} here, {} elsewhere": "{}: ở đây ghi ngày {}, chỗ khác ghi {}",
    "{} of {} may be {}; it is bound to none of them": "{} ngày {} có thể là {}; chưa ghép với văn bản nào",
    "{} may be {}; it is bound to none of them": "{} có thể là {}; chưa ghép với văn bản nào",
    "{}: the same number, symbol, issuer and date as {}, part {}": "{}: trùng số, ký hiệu, cơ quan và ngày với {}, phần {}",
    "{} is said to implement {}, which stands below it": "{} được nói là thực hiện {}, là văn bản cấp dưới",
    "{} is said to implement {}, which is said to implement it": "{} được nói là thực hiện {}, mà văn bản này lại thực hiện nó",
    "page {} is hard to read: its words are sure by {} only": "trang {} khó đọc: độ chắc của chữ chỉ {}",
    "page {} is damaged and wasn't read": "trang {} hỏng, không đọc được",
    "page {} is a picture: reading it needs {}": "trang {} là ảnh: muốn đọc cần {}",
    "page {} is a picture: --ocr never forbids to read it": "trang {} là ảnh: tùy chọn --ocr never không cho đọc",
    "page {}: {}": "trang {}: {}",
    "{} characters look like passages in an old font (TCVN3)": "{} ký tự giống chữ mã cũ (TCVN3)",
    "the letters look like {} that was decoded wrongly": "chữ giống {} bị giải mã sai",
    "{} places aren't {}; they read U+FFFD": "{} chỗ không đúng mã {}; hiện thành U+FFFD",
    "the file was changed after {} signed it": "tệp đã bị sửa sau khi {} ký",
    "{} citations: the first {} are kept": "{} viện dẫn: chỉ giữ {} viện dẫn đầu",
    "{} recipients: the first {} are kept": "{} nơi nhận: chỉ giữ {} nơi đầu",
    "{} deadlines: the first {} are kept": "{} thời hạn: chỉ giữ {} thời hạn đầu",
    "{} tasks: the first {} are kept": "{} nhiệm vụ: chỉ giữ {} nhiệm vụ đầu",
    "{} doubts: the first {} are kept": "{} điểm cần lưu ý: chỉ giữ {} điểm đầu",
    "more than {} bodies and deadlines of tasks: the others are left out": "quá {} cơ quan và thời hạn của nhiệm vụ: bỏ phần còn lại",
}


REMEDIES: dict[str, str] = {  # what to do about it, for those who read no English: the messages themselves are more exact
    "empty": "kiểm tra lại nơi gửi hoặc nơi lưu, rồi chạy lại",
    "encoding": "lưu lại tệp với bảng mã UTF-8, rồi chạy lại",
    "no_text": "nếu tệp chứa ảnh trang giấy, in ra PDF rồi chạy lại; bản quét quá mờ thì quét lại",
    "no_dispatch": "không thấy số, tên loại, Kính gửi hay chữ ký; không phải văn bản thì bỏ qua",
    "unsupported": "lưu lại thành PDF, DOCX hoặc văn bản thuần, rồi chạy lại",
    "encrypted": "lưu lại tệp không có mật khẩu, rồi chạy lại",
    "damaged": "mở bằng chương trình gốc và lưu lại, hoặc xin bản khác",
    "dtd": "tệp có thể do kẻ xấu tạo ra; mở bằng chương trình gốc, lưu lại, rồi chạy lại",
    "limit": "chia tệp thành nhiều phần, rồi chạy lại",
    "timeout": "chạy lại với --file-seconds lớn hơn, hoặc chia tệp",
    "memory": "chạy lại với --file-memory lớn hơn, hoặc chia tệp",
    "crash": "mở bằng chương trình gốc và lưu lại; vẫn hỏng thì in ra PDF",
    "changed": "đợi ghi xong rồi chạy lại",
    "vanished": "chạy lại để bỏ tệp ra khỏi sổ",
    "permission": "cho phép đọc tệp, rồi chạy lại",
    "not_a_file": "chỉ đọc tệp thường; chép nội dung ra tệp nếu cần",
    "link": "chép chính tệp ấy vào thư mục nếu cần đọc",
    "missing_tool": "chạy congvan doctor để xem lệnh cài, rồi chạy lại",
}


def said(message: str, lang: str) -> str:
    """A message in this language; itself where nobody has put it into Vietnamese."""
    if lang != "vi":
        return message
    for english, vietnamese in MESSAGES.items():
        values = _values(english.split("{}"), message)
        if values is not None:
            return vietnamese.format(*(FIELDS[value][0] if value in FIELDS else value for value in values))
    return message


def remedy(code: str | None, message: str | None, lang: str) -> str:
    """What to do about a file that wasn't read: in English the message itself, in Vietnamese what helps against that kind of trouble."""
    return REMEDIES.get(code or "", message or "") if lang == "vi" else message or ""


def _values(pieces: list[str], message: str) -> list[str] | None:
    """What stands between the pieces of a message; null where they aren't its pieces."""
    first, *others = pieces
    if not message.startswith(first) or not others:
        return [] if message == first and not others else None
    rest, found = message[len(first) :], []
    for piece in others[:-1]:
        value, there, rest = rest.partition(piece)
        if not there:
            return None
        found.append(value)
    last = others[-1]
    return [*found, rest.removesuffix(last)] if rest.endswith(last) else None
