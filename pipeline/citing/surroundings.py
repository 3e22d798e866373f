"""Who issued a cited document, and when, where the sentence says it apart from the number."""

from pipeline.cited import Cited
from pipeline.grammar.agencies import Agencies
from pipeline.grammar.dates import Day, days
from pipeline.grammar.numbers import Numbers
from pipeline.model import Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

SIDE = 240  # characters of the sentence that are searched
CLAIM = r"(?i)(?:đề{_}nghị|báo{_}cáo|đề{_}xuất|kiến{_}nghị|tham{_}mưu|thẩm{_}định|thẩm{_}tra|trình){_}của{_}"
VERB = (
    r"(?i)(?:{_}(?:đã|vừa|cũng|tiếp{_}tục|đang))?{_}(?:có|ban{_}hành|ký|ký{_}ban{_}hành|phát{_}hành|thông{_}qua|gửi)"
    r"{_}(?:(?:các|nhiều|những|bổ{_}sung){_}){0,2}$"
)
PARTICLES = ("có", "hành", "ký", "gửi", "qua", "các")
BY_PROPOSAL = ("TTr", "CV", "BC", "KH", "PTr", "TB")


class Surroundings:
    """Reads what stands further off. Get it by `book.build(Surroundings)`."""

    def __init__(self, book: Rulebook) -> None:
        self._agencies = book.build(Agencies)
        self._numbers = book.build(Numbers)
        self._claim, self._verb = Pattern(CLAIM), Pattern(VERB)

    def look(self, chars: str, floor: int, cited: Cited) -> Cited:
        """The citation with an issuer and a day that the sentence before it gives; what it says itself stays."""
        if cited.issuer_at is not None or cited.typed is None:
            return cited
        at = cited.typed.start
        line = max(floor, chars.rfind("\n", floor, at) + 1, at - SIDE)
        before = chars[max(line, at - 12) : at].rstrip().lower()
        if before.endswith(("tại", "tại các", "theo")) and cited.doc_type in BY_PROPOSAL:
            issuer = self._proposer(chars, line, at)
            if issuer:
                return cited._replace(issuer_at=issuer)
        if before.endswith("tại"):
            issuer = self._bracketed(chars, line, at, cited)
            return cited._replace(issuer_at=issuer) if issuer else cited
        if before.endswith("("):
            issuer = self._named_before(chars, line, at, cited.doc_type) or self._bracketed(chars, line, at, cited)
            return cited._replace(issuer_at=issuer) if issuer else cited
        if before.endswith(PARTICLES) and (verb := self._verb.search(chars, max(line, at - 40), at)):
            return self._announced(chars, line, verb.start(), cited)
        return cited

    def _proposer(self, chars: str, line: int, at: int) -> Span | None:
        """`Theo đề nghị của Giám đốc Sở X tại Tờ trình …`: the Tờ trình is that of Sở X."""
        last = None
        for hit in self._claim.finditer(chars, line, at):
            last = hit
        if last is None:
            return None
        body = self._agencies.name_at(chars, last.end(), at)
        if body is None or chars[body.span.end : at].strip(" ,").lower() not in ("tại", "tại các", "theo", "gửi tại"):
            return None
        return self._without_head(chars, body.span) if body.head else body.span

    def _without_head(self, chars: str, span: Span) -> Span:
        """The body that a person heads: `Giám đốc Sở Tài chính` → `Sở Tài chính`."""
        at = chars.find(" ", span.start, span.end) + 1
        while 0 < at < span.end:
            body = self._agencies.name_at(chars, at, span.end)
            if body and not body.head and body.span.end == span.end:
                return body.span
            at = chars.find(" ", at, span.end) + 1
        return span

    def _named_before(self, chars: str, line: int, at: int, doc_type: str | None) -> Span | None:
        """`xem xét Tờ trình của Đảng ủy X về … (Tờ trình số …)`."""
        known = self._numbers.type_of(doc_type or "")
        place = chars.rfind(f"{known.name} của ", line, at) if known else -1
        if place < 0 or known is None:
            return None
        body = self._agencies.name_at(chars, place + len(known.name) + 5, at)
        return body.span if body else None

    def _bracketed(self, chars: str, line: int, at: int, cited: Cited) -> Span | None:
        """`theo hướng dẫn của Bộ Nội vụ (Công văn số …)`, `của Bộ Chính trị tại …`, where the symbol itself says nothing that we know."""
        if cited.symbol is None or any(self._agencies.of_symbol(code, Setting()) for code in cited.symbol.issuers):
            return None
        bodies = self._agencies.mentions(chars, max(line, at - 120), at)
        return bodies[-1].span if bodies and chars[bodies[-1].span.end : at].strip(" (").lower() in ("", "tại") else None

    def _announced(self, chars: str, line: int, verb: int, cited: Cited) -> Cited:
        """`Ngày 28/10/2025, Chủ tịch UBND tỉnh đã ban hành Công văn số …`."""
        bodies = self._agencies.mentions(chars, line, verb)
        body = bodies[-1] if bodies and bodies[-1].span.end == verb else None
        if body is None:
            return cited
        if (
            len(bodies) > 1 and not body.head and chars[bodies[-2].span.end : body.span.start] in (", ", " và ")
        ):  # `Bộ Chính trị, Ban Bí thư đã có`
            body = body._replace(span=Span(bodies[-2].span.start, verb))
        day: Day | None = None
        if cited.day is None:
            day = next((d for d in days(chars, line, body.span.start) if chars[d.span.end : body.span.start].strip() in (",", "")), None)
        if day is not None and day.iso:
            return cited._replace(issuer_at=body.span, day=day, date=day.iso)
        return cited._replace(issuer_at=body.span)
