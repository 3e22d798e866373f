"""With whom a duty is done, and to whom it is reported."""

from pipeline.grammar.duties.lists import Words, adjoins, bodies
from pipeline.model import Span

REACH = 130  # characters behind a report within which its receiver stands
SENDS, FAR = "gửi", 260  # what is sent may be long: gửi hồ sơ … về Sở Nội vụ
TO = ("về", "cho", "đến", "tới", "lên")
TOGETHER = ("cùng", "cùng với")
RELAYS = ("để tổng hợp", "có cơ sở", "tổng hợp chung", "để theo dõi", "làm cơ sở")  # words before a report that somebody else makes
WITHOUT_RECEIVER = ("góp ý", "thông tin", "phản hồi")  # these name theirs behind về


def partners(words: Words, i: int, span: Span) -> tuple[Span, ...]:
    """The bodies behind `phối hợp với`, or behind `phối hợp, hướng dẫn`."""
    kinds, starts, end = words.kinds, words.starts, words.ends[i]
    if words.chars[end : end + 2] == ", " and i + 1 < len(starts) and starts[i + 1] == end + 2 and kinds[i + 1] == "verb":
        i += 1
    j = i + 1
    if j >= len(starts) or starts[j] >= span.end or not adjoins(words, j, words.ends[i]):
        return ()
    if kinds[j] == "noun" and words.begins(j, span.start) == starts[j] and words.quote(i).lower() in TOGETHER:
        return ()  # cùng nhân dân, cùng phụ nữ: no partners of a duty
    return bodies(words, j, span).names


def receiver(words: Words, i: int, span: Span) -> Span | None:
    """The body to which something is reported, with `(qua …)` behind it."""
    chars, starts = words.chars, words.starts
    start, end = starts[i], words.ends[i]
    if chars[max(span.start, start - 18) : start].lower().rstrip(" ,").endswith(RELAYS):
        return None
    verb = chars[start:end].lower()
    limit = min(span.end, end + (FAR if verb == SENDS else REACH) + 1)
    for j in range(i + 1, len(starts)):
        first = starts[j]
        between = chars[end:first]
        if first >= limit or ";" in between or ". " in between or "\n" in between:
            return None
        if not words.is_name(j, span.start):
            continue
        before = chars[end : words.begins(j, span.start)].strip().lower()
        if before and before.split()[-1] not in TO:
            continue
        if before or verb not in WITHOUT_RECEIVER:
            names = bodies(words, j, span).names
            return Span(names[0].start, _through(chars, names[-1].end, span.end)) if names else None
    return None


def _through(chars: str, at: int, end: int) -> int:
    """Past `(qua …)` where that follows."""
    if chars[at : at + 2] == " (" and chars[at + 2 : at + 8].lower().startswith(("qua", "thông")):
        closed = chars.find(")", at, min(end, at + 160))
        return closed + 1 if closed >= 0 else at
    return at
