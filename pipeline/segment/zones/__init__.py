"""The parts of the form: letterhead, number line, title, Kính gửi, preamble, body, closing, signature, Nơi nhận, appendices."""

from collections.abc import Callable, Sequence

from pipeline.grammar.form import Form, Sign, is_item, lines
from pipeline.grammar.marks import begins_list, heads, is_rule
from pipeline.grammar.seams import Seams
from pipeline.model import Layout, Span, Zone
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.segment.zones.header import Header
from pipeline.segment.zones.tail import Tail
from pipeline.text import Text

AHEAD = 12  # items of a list in the preamble at most
GROUNDS = 120  # lines of a preamble at most
ORDER = 48  # characters at the end of a line in which it says that it orders
ORDERS = Pattern(r"(?i)(?:như{_}sau|sau{_}đây|sau|dưới{_}đây|yêu{_}cầu|chỉ{_}đạo|quyết{_}định|quyết{_}nghị|nội{_}dung|thông{_}báo){_*}:$")
ARTICLE = Pattern(r"(?i)điều{_}1{_*}[.:]|(?:chương|phần|mục){_}(?:1|I|thứ{_}nhất)(?:[.:{_}]|$)")
CLOSINGS = ("Trên đây", "Trong quá trình", "Yêu cầu", "Đề nghị", "Nhận được", "Căn cứ nội dung")  # they close even right under a heading


def lay_out(text: Text, span: Span, part: int, book: Rulebook) -> Layout:
    """The zones of one dispatch."""
    chars = text.chars
    paragraphs = lines(chars, span.start, span.end)
    return Layout(part, span, paragraphs, tuple(_zones(chars, paragraphs, book)) if paragraphs else ())


def _zones(chars: str, paragraphs: Sequence[Span], book: Rulebook) -> list[Zone]:
    head = Header(chars, paragraphs, book)
    at = head.read()
    found = head.found
    words = [chars[line.start : line.end] for line in paragraphs]
    signs = book.build(Form).tails(chars, paragraphs[at].start, paragraphs[-1].end) if at < len(paragraphs) else []
    kinds = {sign.span.start: sign.kind for sign in signs}
    body = _body(chars, paragraphs, words, at, _limit(paragraphs, kinds, at), book, headed=bool(found))
    tail = Tail(chars, paragraphs, kinds, book)
    end = tail.begins(body)
    certified = None if any(zone.name == "number" for zone in found) else _certificate(paragraphs, signs, body)
    if certified is not None:
        end = certified = head.letterhead_above(certified, body)
    closing = _closing(words, body, end)
    for name, first, stop in (("preamble", at, body), ("body", body, closing), ("closing", closing, end)):
        if stop > first:
            found.append(Zone(name, Span(paragraphs[first].start, paragraphs[stop - 1].end)))
    after = head.read_certificate(end) if certified is not None else end
    rest = tail.read(after)
    found += tail.found
    notes = _notes(words, rest)
    if notes > rest:
        found.append(Zone("appendix", Span(paragraphs[rest].start, paragraphs[notes - 1].end)))
    if notes < len(paragraphs):
        found.append(Zone("notes", Span(paragraphs[notes].start, paragraphs[-1].end)))
    return found


def _limit(paragraphs: Sequence[Span], kinds: dict[int, str], at: int) -> int:
    """The first line that cannot belong to preamble or body."""
    return next((i for i in range(at, len(paragraphs)) if kinds.get(paragraphs[i].start) in ("copies", "signing")), len(paragraphs))


def _body(chars: str, paragraphs: Sequence[Span], words: list[str], at: int, limit: int, book: Rulebook, *, headed: bool) -> int:
    """The first line behind the sentence that orders."""
    form, seams = book.build(Form), book.build(Seams)

    def orders(i: int) -> bool:
        start, end = paragraphs[i]
        if words[i][-1] != ":" or seams.grounds(words[i]):
            return False
        return ORDERS.search(chars, max(start, end - ORDER), end) is not None or form.is_a("order", chars, paragraphs[i])

    def enacts(i: int) -> bool:
        return words[i][0] in "ĐđCcPpMm" and ARTICLE.match(chars, *paragraphs[i]) is not None

    i = _grounds(words, at, limit, seams, lambda i: enacts(i) or orders(i))
    while i < limit:
        if enacts(i):
            return i
        if begins_list(words[i]) and not seams.grounds(words[i]):
            ahead = next((k for k in range(i, min(i + AHEAD, limit)) if not is_item(words[k])), limit)
            if not is_item(words[i]) or ahead >= limit or not orders(ahead):
                return i
            i = ahead  # grounds set out as a list, above the sentence that orders
        if orders(i):
            return i + 1
        i += 1
    return min(at + 1, limit) if headed else at


def _grounds(words: list[str], at: int, limit: int, seams: Seams, begins: Callable[[int], bool]) -> int:
    """The first line behind the last `Căn cứ …;` above the sentence that orders or the first article.

    Among the grounds stand lists: the acts that a `Căn cứ các văn bản:` names, the amendments of a consolidated text.
    """
    last = at
    for i in range(at, min(limit, at + GROUNDS)):
        if begins(i):
            return last
        listed = last == i > at and words[i - 1][-1] in ":;" and is_item(words[i])
        if words[i][-1] in ";.,:" and (listed or seams.grounds(words[i])):
            last = i + 1
    return at


def _closing(words: list[str], body: int, end: int) -> int:
    """The first line of the paragraphs that close the body, behind its items."""
    i = end
    while i > body and not (heads(words[i - 1]) or is_item(words[i - 1]) or words[i - 1].isupper()):
        i -= 1
    if i == body or words[i - 1].startswith("Điều "):
        return end
    last = words[i - 1]
    if last.isupper() or (heads(last) and last[-1] not in ".;:/"):  # what stands under a heading belongs to it
        while i < end and not words[i].startswith(CLOSINGS):
            i += 1
    return i


def _certificate(paragraphs: Sequence[Span], signs: list[Sign], body: int) -> int | None:
    """The line that certifies a consolidated text: its number, place and date stand there, not on top."""
    start = next((sign.span.start for sign in signs if sign.kind == "certified"), None)
    return next((i for i in range(body, len(paragraphs)) if paragraphs[i].start == start), None)


def _notes(words: list[str], rest: int) -> int:
    """The first line of the footnotes, which stand behind everything else, with the rule above them."""
    first = next((i for i in range(len(words) - 1, rest - 1, -1) if words[i].startswith(("[1]", "[i]"))), len(words))
    return first - 1 if rest < first < len(words) and is_rule(words[first - 1]) else first
