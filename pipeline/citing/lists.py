"""Lists of numbers: the type, day and issuer that they share."""

from collections.abc import Sequence

from pipeline.cited import Cited
from pipeline.pattern import Pattern

JOINT = Pattern(r"[{_}]*(?:[,;/]|và|hoặc|đến|[-–]|)[{_}]*(?:và{_+})?(?:các{_+})?")
SHARED = 0.85  # certainty of a day that stands behind the last number alone


def share(chars: str, cited: Sequence[Cited], *, divided: bool = False) -> list[Cited]:
    """The same citations, in order, with what a list says once given to each: `số 12/QĐ-UBND, số 13/QĐ-UBND ngày … của …`.

    `divided`: a list doesn't run on over a blank line.
    """
    out = list(cited)
    for i in range(1, len(out)):
        if _follows(chars, out[i - 1], out[i], divided=divided):
            out[i] = _forward(out[i - 1], out[i])
    for i in range(len(out) - 2, -1, -1):
        if out[i + 1].typed is None and _touch(chars, out[i], out[i + 1]):
            out[i] = _backward(out[i], out[i + 1])
        elif out[i].issuer_at is None and _same_series(out[i], out[i + 1]) and _touch(chars, out[i], out[i + 1]):
            out[i] = out[i]._replace(issuer_at=out[i + 1].issuer_at)
    return out


def _follows(chars: str, first: Cited, second: Cited, *, divided: bool) -> bool:
    """Whether the second has no type of its own and stands in the same sentence, or on the next line of a list."""
    if second.typed is not None or second.name is not None:
        return False
    gap = chars[first.span.end : second.span.start]
    if divided and "\n\n" in gap:
        return False
    return len(gap) < 400 and ". " not in gap and ("\n" not in gap or len(gap.strip(" \n-–+;,.*•")) == 0)


def _touch(chars: str, first: Cited, second: Cited) -> bool:
    return JOINT.fullmatch(chars, first.span.end, second.span.start) is not None


def _same_series(first: Cited, second: Cited) -> bool:
    """Whether two numbers come from one issuer's series: `Quyết định số 7/QĐ-UBND, Quyết định số 8/QĐ-UBND của Chủ tịch …`."""
    one, two = first.symbol, second.symbol
    return one is not None and two is not None and one.notation == two.notation and first.doc_type == second.doc_type


def _forward(first: Cited, second: Cited) -> Cited:
    one, two = first.symbol, second.symbol
    if one is None or two is None:
        return second
    same = two.doc_type is None or (one.doc_type == two.doc_type and one.family == two.family)
    doc_type = first.doc_type if same and first.doc_type else second.doc_type
    before = first.issuer_at is not None and first.issuer_at.end <= one.span.start  # said before the numbers, of all of them
    inherited = first.issuer_at is not None and first.issuer_at.start < first.span.start
    issuer = second.issuer_at or (first.issuer_at if same and (before or inherited) else None)
    return second._replace(doc_type=doc_type, issuer_at=issuer)


def _backward(first: Cited, second: Cited) -> Cited:
    one, two = first.symbol, second.symbol
    if one is None or two is None or one.doc_type != two.doc_type:
        return first
    issuer = first.issuer_at or second.issuer_at
    fits = one.year is None or second.day is None or second.day.year == one.year
    if first.day is None and second.day is not None and fits:
        return first._replace(day=second.day, date=second.date, issuer_at=issuer, certainty=min(first.certainty, SHARED))
    return first._replace(issuer_at=issuer)
