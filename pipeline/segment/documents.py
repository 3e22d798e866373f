"""Where one dispatch ends and the next begins: the parts of a file."""

from pipeline.grammar.form import Form, lines
from pipeline.grammar.marks import is_rule
from pipeline.grammar.numbers import Numbers, Symbol
from pipeline.misreading import ILLEGIBLE
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

TRUSTED = 0.5  # certainty from which a number counts
NEAR = 700  # characters within which the lines of one header stand
TOP = 40  # lines at the beginning of a text in which a header is looked for
LETTERHEAD = 8  # lines that a letterhead has above its number at most
DATED = Pattern(r"ng[àa]y{_*}(?:\d{1,2}|\x{FFFD}){_*}tháng{_*}(?:\d{1,2}|\x{FFFD}){_*}năm{_*}\d{4}")
DRAFT = Pattern(r"(?m)^[*({_}]{0,4}(?:DỰ{_}THẢO|Dự{_}thảo)[^\n]{0,12}$")
COPIED = ("SY", "TrS", "SL", "SYT")  # sao y, trích sao, sao lục: the line of a copy, no document of its own
NATION = ("CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM")


def split(text: Text, book: Rulebook) -> tuple[Span, ...]:
    """The dispatches of a file, in order; empty where it holds none."""
    chars = text.chars
    form, numbers = book.build(Form), book.build(Numbers)
    headers: list[tuple[Span, Symbol]] = []
    for line in form.numbers(chars, 0, len(chars)):
        symbol = numbers.symbol_at(chars, line.start, line.end)
        if symbol and symbol.certainty >= TRUSTED and (symbol.number or not headers or _is_open(chars, line)):
            headers.append((line, symbol))
    if len(headers) == 1 and headers[0][0].start < NEAR and not _has_text_above(chars, headers[0][0], form):
        return (Span(0, len(chars)),)  # nearly every file
    signs = form.tails(chars, 0, len(chars))
    tails = [sign.span.start for sign in signs if sign.kind in ("copies", "signing")]
    if not headers:
        return (Span(0, len(chars)),) if _is_dispatch(chars, form, tails) else ()
    certified = [sign.span.start for sign in signs if sign.kind == "certified"]
    starts: list[int] = []
    last, own = 0, ""
    for line, symbol in headers:
        signed = any(last <= at < line.start for at in tails)
        if not starts:
            starts.append(0 if signed or any(at < line.start for at in certified) else _beginning(chars, line, form))
            if not signed:
                last, own = line.end, symbol.key or symbol.notation
                continue
        after = max((at for at in tails if at < line.start), default=0)
        if (
            signed
            and (symbol.key or symbol.notation) != own
            and symbol.notation.split("-")[0] not in COPIED
            and _has_header(chars, line, after)
        ):
            starts.append(_letterhead(chars, line, last))
            last, own = line.end, symbol.key or symbol.notation
    return tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(chars)], strict=True))


def _has_header(chars: str, line: Span, after: int = 0) -> bool:
    """Whether a number line stands in a header filled in, or marked as a draft: with the day, and with the nation's or the Party's name."""
    start, end = max(line.start - NEAR, after), min(line.end + NEAR, len(chars))
    filled = DATED.search(chars, start, end) or DRAFT.search(chars, start, end)
    return filled is not None and any(chars.find(words, start, end) >= 0 for words in NATION)


def _is_open(chars: str, line: Span) -> bool:
    """Whether a number line without a number begins a document all the same: written by hand, or a draft's."""
    return chars.find(ILLEGIBLE, *line) >= 0 or DRAFT.search(chars, max(line.start - NEAR, 0), line.end + NEAR // 4) is not None


def _beginning(chars: str, line: Span, form: Form) -> int:
    """Where the first dispatch begins: web text before its letterhead is left out."""
    if _has_text_above(chars, line, form) and _has_header(chars, line):
        return _letterhead(chars, line, 0)
    return 0


def _has_text_above(chars: str, line: Span, form: Form) -> bool:
    """Whether lines that are none of a header stand above a number line."""
    return any(_is_text(chars, above, form) for above in lines(chars, 0, line.start))


def _is_text(chars: str, line: Span, form: Form) -> bool:
    words = chars[line.start : line.end]
    return not words.isupper() and not is_rule(words) and form.kind(chars, line) is None


def _letterhead(chars: str, line: Span, floor: int) -> int:
    """Where the letterhead above a number line begins: after the last line of text before it."""
    form_start = line.start
    for above in reversed(lines(chars, floor, line.start)[-LETTERHEAD * 2 :]):
        words = chars[above.start : above.end]
        if not (words.isupper() or is_rule(words) or "Độc lập" in words or DATED.search(words)):
            break
        form_start = above.start
    return form_start


def _is_dispatch(chars: str, form: Form, tails: list[int]) -> bool:
    """Whether a text without a number line is a dispatch all the same."""
    if tails or form.itself.search(chars):
        return True
    top = lines(chars, 0, min(len(chars), 6000))[:TOP]
    kinds = {form.kind(chars, line) for line in top}
    if kinds & {"type", "addressees"} or kinds >= {"nation", "capitals"}:  # a letterhead is what is left of a cut page
        return True
    return bool(top) and (chars.startswith(("VỀ VIỆC", "V/v", "V/V"), top[0].start) or form.heads(chars, top[0]))
