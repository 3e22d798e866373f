"""Whose order a letter passes on: an office (Văn phòng UBND tỉnh, Văn phòng Chính phủ) speaks for the body that it serves."""

from pipeline.agencies.gazetteer import recase
from pipeline.grammar.agencies import Agencies
from pipeline.model import Found, Layout, Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

OFFICES = ("vpcp", "vptw", "vpqh", "vpctn")  # of the centre; local ones begin with `van_phong.`
FAR = 4000  # characters of the body in which an order is named
HEAD = (
    r"(?P<who>(?:(?:Phó{_+})?(?:Thủ{_+}tướng|Chủ{_+}tịch|Bí{_+}thư)|Lãnh{_+}đạo|Thường{_+}trực|Ban{_+}Thường{_+}vụ|Tổng{_+}Bí{_+}thư|UBND"
    r"|(?:Ủy|Uỷ){_+}ban)"
)
SAID = r"có{_+}ý{_+}kiến|có{_+}chỉ{_+}đạo|chỉ{_+}đạo|kết{_+}luận|giao|yêu{_+}cầu|đồng{_+}ý"
ORDERS = Pattern(r"(?i){<}" + HEAD + r"[^.;:\n]{0,60}?){_+}(?:đã{_+})?(?:" + SAID + r")(?:$|[^{L}])")
CONCLUSION = Pattern(r"(?i)(?:kết{_+}luận|ý{_+}kiến(?:{_+}chỉ{_+}đạo)?){_+}của{_+}(?:đồng{_+}chí{_+})?" + HEAD + r"(?:{_+}[{L}]+){0,10})")
BEGIN = 12  # characters before the words that a subject begins with
DEPUTY = Pattern(r"(?i)^phó{_+}")


def read(text: Text, layout: Layout, setting: Setting, book: Rulebook) -> tuple[Found[str] | None, str | None]:
    """The body whose order an office's letter relays, and its id; nulls where it is no such letter, or doesn't say."""
    id_ = setting.issuer_id or ""
    if not (id_ in OFFICES or id_.startswith("van_phong.")):
        return None, None
    subject, body = layout.zone("subject"), layout.zone("body") or layout.zone("preamble")
    chars = text.chars
    start = (layout.zone("preamble") or body or layout.span).start
    places = [(CONCLUSION, subject)] if subject else []
    places.append((ORDERS, Span(start, min(layout.span.end, start + FAR))))
    agencies = book.build(Agencies)
    for pattern, place in places:
        for hit in pattern.finditer(chars, place.start, place.end):
            if pattern is CONCLUSION and hit.start() > place.start + BEGIN:
                break  # another's, which the letter is about
            span = Span(*hit.span("who"))
            name, order = _body(agencies, chars, span, setting)
            if name is not None and order != id_:
                return Found(name, span, "order_relayed", 0.85), order
    return None, None


def _body(agencies: Agencies, chars: str, span: Span, setting: Setting) -> tuple[str | None, str | None]:
    """The body that these words begin with; a deputy speaks for the body that he is deputy in."""
    deputy = DEPUTY.search(chars, span.start, span.end)
    at = deputy.end() if deputy else span.start
    named = agencies.name_at(chars, at, span.end)
    if named is None:
        return None, None
    body = agencies.read(chars[named.span.start : named.span.end], setting)
    if body.id is None:
        return None, None
    office = body.name.startswith("Văn phòng")  # a person whom the register knows by his office
    words = chars[named.span.start : named.span.end]
    return ((recase(words) if words.isupper() else words) if office else body.name), body.id
