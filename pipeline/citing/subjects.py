"""Titles of cited documents: the words behind a citation that say what it is about."""

import itertools
from collections.abc import Iterable, Sequence

from pipeline.cited import Cited
from pipeline.model import Span
from pipeline.pattern import Pattern

VERBS = (
    r"ban{_+}hành|phê{_+}duyệt|quy{_+}định|hướng{_+}dẫn|sửa{_+}đổi|bổ{_+}sung|công{_+}bố|thực{_+}hiện|triển{_+}khai|thành{_+}lập|kiện{_+}toàn"
    r"|điều{_+}chỉnh|thay{_+}thế|bãi{_+}bỏ|thông{_+}qua|kéo{_+}dài|đính{_+}chính"
)
OPENS = Pattern(  # the mark of a footnote or a bracket may stand before a title
    r"(?i)(?:\[\d{1,3}\]|{_*}\([^()\n]{1,200}\))?{_*},?{_*}"
    rf"(?:(?P<mark>về{{_+}}việc|v/v|[“\"]{{_*}}về(?:{{_+}}việc)?)|(?P<open>về|[“\"]|{VERBS})|\({{_*}}(?P<inner>sửa{{_+}}đổi|bổ{{_+}}sung))(?:[{{_}},:]|$)"
)
PROPOSES = Pattern(r"(?i){_*}(?P<mark>)(?P<open>đề{_+}nghị|trình){_}")  # `Tờ trình số … đề nghị ban hành Nghị quyết thay thế …`
DETAILED = (" quy định chi tiết", " sửa đổi, bổ sung một số điều")  # a second clause of a title
CLOSES = Pattern(
    r"[;\n]|[.]{_}|[.]$|,{_}[{U}]|\)|”|/\.|{_}(?:bảo{_}đảm{_}|đảm{_}bảo{_})?phù{_}hợp{_}với|{_}\(?(?:đã{_}|được{_}|đã{_}được{_})sửa{_}đổi"
    r"|,?{_}(?:và{_})?(?:trên{_}cơ{_}sở|căn{_}cứ|theo{_}đề{_}nghị|xét{_}đề{_}nghị){_}"
)
ENUMERATED = Pattern(r"(?:,|;|{_}và){_*}(?:các{_+}|tại{_+}|theo{_+}|của{_+})?$")
BLANKS = " ,\u00a0\t"
GOES_ON = (" tại ", " của ", " trong ", " trên ", " giai đoạn ", " đến năm ")  # behind what is quoted within a title
FIRST = set('vbpqhsctkđ“"[(')  # what a title or the note before it begins with
OPENING = 240  # characters behind a citation in which its title begins
LONGEST = 600  # characters of a title
AHEAD = 40  # citations that may stand in one


def with_titles(chars: str, cited: Sequence[Cited]) -> list[Cited]:
    """The same citations, in order, each with the place of its title where it has one."""
    out = list(cited)
    for i, one in enumerate(out):
        if one.key is None or one.bare is not None or chars[one.span.end : one.span.end + 6].lstrip(BLANKS)[:1].lower() not in FIRST:
            continue
        opening = OPENS.match(chars, one.span.end, min(len(chars), one.span.end + OPENING))
        if opening is None and one.doc_type == "TTr":
            opening = PROPOSES.match(chars, one.span.end, min(len(chars), one.span.end + 40))
        if opening is None:
            continue
        start = opening.end("mark") if opening.group("mark") else opening.start("open" if opening.group("open") else "inner")
        stop = _close(chars, start, min(len(chars), start + LONGEST), one, itertools.islice(out, i + 1, i + 1 + AHEAD))
        if stop > start:
            out[i] = one._replace(title=Span(start, stop))
    return out


def _close(chars: str, start: int, end: int, titled: Cited, later: Iterable[Cited]) -> int:
    """Where a title ends: at its sentence's end, before a new clause, before the next citation of the same list."""
    following = [c for c in itertools.takewhile(lambda c: c.span.start < end, later) if start <= c.span.start]
    inside = [c.span for c in following]
    stop = end
    for hit in CLOSES.finditer(chars, start, end):
        at = hit.start()
        if any(span.start <= at < span.end for span in inside):
            continue
        if hit[0] == ")" and "(" in chars[start:at]:
            continue
        if hit[0] == "”" and chars.find("“", start + 1, at) > 0 and chars.startswith(GOES_ON, at + 1):
            continue  # `về việc bổ sung nội dung “…” tại dự thảo …`
        if hit[0] == ";" and chars.startswith(DETAILED, at + 1):
            continue
        if hit[0].startswith(",") and any(c.span.start == hit.end() - 1 and c.key is None for c in following):
            continue  # the laws that an amending law amends
        stop = at
        break
    for i, one in enumerate(following):
        if one.span.start >= stop:
            break
        listed = i == 0 and one.doc_type == titled.doc_type  # `các Quyết định: số … về … và số … về …`
        if (
            one.key is not None
            and (one.typed is not None or listed)
            and (joint := ENUMERATED.search(chars, max(start, one.span.start - 12), one.span.start))
        ):
            return joint.start()
    return stop
