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
    tokens, end = words.tokens, words.tokens[i].end
    if words.chars[end : end + 2] == ", " and i + 1 < len(tokens) and tokens[i + 1].start == end + 2 and tokens[i + 1].kind == "verb":
        i += 1
    if i + 1 >= len(words.tokens) or words.tokens[i + 1].start >= span.end or not adjoins(words, i + 1, words.tokens[i].end):
        return ()
    j = i + 1
    common = words.tokens[j].kind == "noun" and words.begins(j, span.start) == words.tokens[j].start
    if common and words.chars[words.tokens[i].start : words.tokens[i].end].lower() in TOGETHER:
        return ()  # cùng nhân dân, cùng phụ nữ: no partners of a duty
    return bodies(words, j, span).names


def receiver(words: Words, i: int, span: Span) -> Span | None:
    """The body to which something is reported, with `(qua …)` behind it."""
    chars, tokens = words.chars, words.tokens
    _, start, end = tokens[i]
    if chars[max(span.start, start - 18) : start].lower().rstrip(" ,").endswith(RELAYS):
        return None
    for j in range(i + 1, len(tokens)):
        first = tokens[j].start
        between = chars[end:first]
        if (
            first >= span.end
            or first - end > (FAR if chars[start:end].lower() == SENDS else REACH)
            or ";" in between
            or ". " in between
            or "\n" in between
        ):
            return None
        if not words.is_name(j, span.start):
            continue
        before = chars[end : words.begins(j, span.start)].strip().lower()
        if before and before.split()[-1] not in TO:
            continue
        if before or chars[start:end].lower() not in WITHOUT_RECEIVER:
            names = bodies(words, j, span).names
            return Span(names[0].start, _through(chars, names[-1].end, span.end)) if names else None
    return None


def _through(chars: str, at: int, end: int) -> int:
    """Past `(qua …)` where that follows."""
    if chars[at : at + 2] == " (" and chars[at + 2 : at + 8].lower().startswith(("qua", "thông")):
        closed = chars.find(")", at, min(end, at + 160))
        return closed + 1 if closed >= 0 else at
    return at
