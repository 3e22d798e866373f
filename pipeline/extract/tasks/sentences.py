"""Which sentences of a paragraph are duties of their own: those that name somebody else, or ask to report on difficulties."""

from collections.abc import Iterator, Sequence

from pipeline.grammar.duties import Duties
from pipeline.grammar.duties.lists import NAMES, Words
from pipeline.model import Span
from pipeline.segment.outline import PLAIN, Item

STARTS = (*NAMES, "order")  # kinds of first words that may name somebody
DIFFICULTIES = ("trong quá trình", "quá trình", "nếu có", "trường hợp có khó khăn")  # Trong quá trình thực hiện, nếu có vướng mắc …
TOLD = "trên đây là"
ABBREVIATED = 3  # letters up to which a word of capitals is cut short: `TP.` ends no sentence
TITLES = ("tp", "tr", "ts", "ths", "gs", "pgs", "bs", "ks", "st", "tx", "v")
NAMED = ("order", "duty", "subject")
FAR = 4_000  # characters of a paragraph that are read again for each sentence until somebody is named


def split(duties: Duties, words: Words, span: Span) -> list[Span]:
    """A paragraph as the sentences that may be duties of their own, each with those behind it that aren't."""
    if words.chars.find(". ", span.start, span.end) < 0 and words.chars.find("; ", span.start, span.end) < 0:
        return [span]
    starts = [span.start]
    known: set[str] = set()
    for at in _sentences(words.chars, span):
        if not _may_begin(words, at):
            continue
        if not known and at - span.start < FAR:
            known = _named(duties, words, Span(span.start, at))
        sentence = Span(at, _end(words.chars, at, span.end))
        names = _named(duties, words, sentence)
        if (names and not names <= known) or (on_difficulties(words.chars, at) and _asks(duties, words, sentence)):
            starts.append(at)
            known |= names
    ends = [*(at - 1 for at in starts[1:]), span.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _sentences(chars: str, span: Span) -> Iterator[int]:
    """Where the second sentence begins, and those behind it; also where `Trên đây là …;` ends."""
    if chars[span.start : span.start + len(TOLD)].lower() == TOLD:
        at = chars.find("; ", span.start, span.end)
        if at >= 0:
            yield at + 2
    at = chars.find(". ", span.start, span.end)
    while at >= 0:
        before = at
        while before > span.start and chars[before - 1].isalpha():
            before -= 1
        word = chars[before:at]
        cut = (len(word) <= ABBREVIATED and word.isupper()) or word.lower() in TITLES
        if not cut and chars[at + 2 : at + 3].isupper():
            yield at + 2
        at = chars.find(". ", at + 2, span.end)


def _end(chars: str, at: int, end: int) -> int:
    stop = chars.find(". ", at, end)
    return stop + 1 if stop >= 0 else end


def _may_begin(words: Words, at: int) -> bool:
    """Whether a sentence begins with a body, an order, or with words on difficulties."""
    if on_difficulties(words.chars, at):
        return True
    i = words.first(at)
    return i < len(words.kinds) and words.kinds[i] in STARTS and words.begins(i, at) == at


def executors_above(duties: Duties, words: Words, items: Sequence[Item], i: int) -> tuple[int, tuple[Span, ...]]:
    """Where a clause on who executes a decision begins whose bodies stand in several paragraphs, and the bodies above its last."""
    chars, start = words.chars, items[i].span.start
    names: tuple[Span, ...] = ()
    while items[i].rank == PLAIN and i > 0 and not chars[items[i - 1].span.end : start].strip(" \u00a0\n"):
        i -= 1
        above = items[i].span
        if above.start >= above.end or chars[above.end - 1] not in ";," or duties.heading(words, above).how != "heading":
            break
        start, names = above.start, (*duties.listed(words, above), *names)
    return start, names


def on_difficulties(chars: str, at: int) -> bool:
    """Whether a sentence begins that says what to do about difficulties: `Trong quá trình thực hiện, nếu có vướng mắc …`."""
    return chars[at : at + 24].lower().startswith(DIFFICULTIES)


def _asks(duties: Duties, words: Words, span: Span) -> bool:
    """Whether a sentence asks for something to be reported."""
    return duties.read(words, span).report_to is not None


def _named(duties: Duties, words: Words, span: Span) -> set[str]:
    """Who is named in a sentence as the one who must do it."""
    reading = duties.read(words, span)
    if not reading.leads or reading.how not in NAMED:
        return set()
    return {words.chars[name.start : name.end].lower() for name in reading.leads}
