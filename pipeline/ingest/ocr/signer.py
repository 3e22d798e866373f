"""The signature block of a scan: read on its own, under the seal, until several looks agree upon the name."""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.ingest.ocr import tesseract
from pipeline.ingest.ocr.sense import (
    CERTAIN,
    READ,
    Known,
    has_name,
    is_name,
    is_name_word,
    is_word,
    lacks_surname,
    makes_sense,
    may_be_name,
    name_of,
    trimmed,
)
from pipeline.ingest.ocr.straight import uncoloured
from pipeline.misreading import letters, slips
from pipeline.sheet import Line, Token, rows, words
from pipeline.spelling import plain

ZONE = (0.45, 0.62)  # the signature block begins between these shares of the width
ABOVE, BELOW = 0.6, 4.0  # inches above and below Nơi nhận
GUESSES = 2  # lines that are looked at again for a name
DISSENT = 0.8  # confidence of another word, from which a word isn't certain
AGREED = 0.7  # confidence of words upon which readings agree
LOOKS = ((1, 1.0), (2, 1.0), (0, 1.5))  # at the block: layer and enlargement
CLOSE = ((0, 1.5), (1, 1.5), (0, 2.0), (2, 1.0))  # at a line of it
LEGIBLE = 0.6  # confidence of a line of titles
NEARLY = 3  # readings that nearly give a word
LIST = "-–+*"  # before the items of a list


def signed(tokens: list[Token], picture: Any, grey: Any, dpi: float, known: Known) -> list[Token]:
    """The words with those of the signature block read again on their own: they stand beside a list, under a seal.

    What makes no sense there is what a seal and a hand have drawn. Where no name comes out, the block is read
    again in grey, for a red name stamp, and enlarged.
    """
    edge = ZONE[0] * grey.width
    foot = _foot(tokens, edge)
    if foot is None:
        return tokens
    top = foot.top - ABOVE * dpi
    runs = [_run(line, edge) for line in rows(t for t in tokens if t.top > top)]
    beside = [run[-1] for run in runs if run and run[-1].x1 + 2 * run[-1].size > edge]
    top = round(max([top, 0, *(t.bottom + 2 for t in beside if t.base < foot.top)]))  # below the last line of the body
    left = round(max([edge, *(t.x1 + 3 for t in beside if t.base >= foot.top and t.x1 < ZONE[1] * grey.width)]))
    low = min(round(foot.top + BELOW * dpi), grey.height)
    rest = [t for t in tokens if not (top <= t.top < low and t.x0 >= left)]
    zone = (left, top, grey.width, low)
    part = picture.crop(zone)
    layers = (grey.crop(zone), uncoloured(part), part.convert("L"))
    found = _lines(tesseract.tokens(layers[0], dpi, 6))
    first = [tuple(_moved(t, -left, -top) for t in line) for line in _lines([t for t in tokens if t not in rest])]
    if not _twice([found, first], known):
        found = _named(found, first, layers, dpi, known)
    found = [line for line in found if makes_sense(line) or lacks_surname(line)]
    lost = [line for line in first if makes_sense(line) and not may_be_name(line) and not any(_beside(line, other) for other in found)]
    return rest + [_moved(t, left, top) for line in (*found, *lost) for t in line]


def _beside(a: Line, b: Line) -> bool:
    """Whether two lines stand at one height."""
    return any(t.top < other.bottom and other.top < t.bottom for t in a for other in b)


def _foot(tokens: Sequence[Token], edge: float) -> Token | None:
    """Where the list beside the signature block begins: `Nơi nhận`, or the head of a page upon which the list goes on."""
    pairs = list(itertools.pairwise(tokens))
    foot = next((a for a, b in pairs if a.x0 < edge and slips(letters(plain(a.text + b.text))[:7], "noinhan", 2) <= 2), None)
    end = None if foot else next((a for a, b in pairs if a.x0 < edge and a.text[:1] in LIST and plain(b.text).startswith("luu")), None)
    if end is None:
        return foot
    for run in (_run(line, edge) for line in reversed(rows(t for t in tokens if t.base <= end.base))):
        if run and (run[-1].x1 * ZONE[0] > edge * ZONE[1] or (foot and run[0].base < foot.base - 2 * foot.size)):
            break
        foot = run[0] if run else foot
    return foot


def _run(line: Line, edge: float) -> Line:
    """The words of a line from its beginning left of the edge up to a wide gap."""
    end = next((i for i, (a, b) in enumerate(itertools.pairwise(line), 1) if b.x0 - a.x1 > 1.5 * a.size), len(line))
    return line[:end] if line[0].x0 < edge else ()


def _named(first: list[Line], page: list[Line], layers: Sequence[Any], dpi: float, known: Known) -> list[Line]:
    """The signature block with the name that other looks at it bring out, and the titles that came out best.

    `page` holds its lines as the whole page was read. A name that is half read is left out.
    """
    if not any(makes_sense(line) and (is_name(line) or all(t.text.isupper() for t in line)) for line in (*first, *page)):
        return first  # no signature block
    near = [line for line in first if is_name(line) and min(t.confidence for t in line) >= AGREED][-1:]
    if near and (name := _confirmed(near[0], [first, page], layers, dpi, known)):
        return [*(line for line in _titles([first]) if line[0].base < name[0].top), name]
    coloured = layers[1].tobytes() != layers[0].tobytes()
    readings = [first]
    name = None
    for at, by in LOOKS if coloured else LOOKS[2:]:
        readings.append(_lines(_enlarged(layers[at], dpi, by)))
        if name := _twice([page, *readings], known):
            break
    titles = _titles(readings)
    guesses = sorted((line for reading in readings for line in reading if may_be_name(line)), key=_legible, reverse=True)
    pool = [*readings, page]
    for line in guesses[: GUESSES - len(near)]:
        name = name or _confirmed(line, pool, layers, dpi, known)
    if name is None:
        half = [line for line in first if lacks_surname(line)][-1:]
        return [*titles, *half]
    return [*(line for line in titles if line[0].base < name[0].top), name]


def _twice(readings: Sequence[list[Line]], known: Known) -> Line | None:
    """The name of which one reading is sure, and which another has as well."""
    for i, reading in enumerate(readings):
        others = {words(line) for j, other in enumerate(readings) if j != i for line in other}
        if name := next((line for line in reversed(reading) if words(line) in others and has_name([line], known)), None):
            return name
    return None


def _titles(readings: Sequence[list[Line]]) -> list[Line]:
    """The lines of the best reading that aren't a name, each as it was read best, but for what stands in the seal."""
    lines = [line for reading in readings for line in reading if makes_sense(line) and not may_be_name(line)]
    same = [[line for line in lines if abs(line[0].base - own[0].base) < own[0].size / 2] for own in max(readings, key=_titled)]
    best = dict.fromkeys(max(row, key=_legible) for row in same if row)
    return [line for line in best if _confidence(line) >= LEGIBLE]


def _titled(lines: list[Line]) -> float:
    """How much of a reading is words in capitals, by their confidence."""
    return sum(t.confidence * len(t.text) for line in lines if makes_sense(line) for t in line if t.text.isupper())


def _legible(line: Line) -> float:
    """How much of a line is words, by their confidence."""
    return sum(t.confidence * len(t.text) for t in line if is_word(letters(t.text)))


def _confidence(line: Line) -> float:
    return sum(t.confidence * len(t.text) for t in line) / sum(len(t.text) for t in line)


def _confirmed(line: Line, readings: list[list[Line]], layers: Sequence[Any], dpi: float, known: Known) -> Line | None:
    """The name that readings of its line have, of the block and of the line alone, which join them; null where they don't agree."""
    size = line[0].size
    left, right = min(t.x0 for t in line) - size, max(t.x1 for t in line) + size
    top, bottom = min(t.top for t in line) - 0.4 * size, max(t.bottom for t in line) + 0.4 * size
    box = (max(round(left), 0), max(round(top), 0), min(round(right), layers[0].width), min(round(bottom), layers[0].height))
    seen = [held for reading in readings for held in reading if may_be_name(held) and top < held[0].base < bottom]
    looks = CLOSE if layers[1].tobytes() != layers[0].tobytes() else CLOSE[::2]
    pictures = [(_resized(layers[at].crop(box), by), dpi * by) for at, by in looks]
    for (_, by), read in zip(looks, tesseract.tokens_of_each(pictures, 7), strict=True):
        closer = [tuple(_moved(t, *box[:2]) for t in found) for found in _lines(_shrunk(read, by))]
        readings.append(closer)
        seen += closer
    return agreed(seen, known)


def agreed(seen: Sequence[Line], known: Known) -> Line | None:
    """The name upon which readings of one line agree; null where they don't."""
    seen = [name_of(line, known) or line for line in map(_without_specks, seen)]
    whole = [line for line in seen if is_name(line)]
    if not whole:
        return None
    length = Counter(map(len, whole)).most_common(1)[0][0]
    model = next(line for line in whole if len(line) == length)
    out = []
    for back in range(length, 0, -1):
        read = [line[-back]._replace(text=letters(line[-back].text)) for line in seen if len(line) >= back]
        out.append(_certain(read) or (_surname(read, known) if back == length else None))
    if not all(out):
        return None
    return tuple(t._replace(text=word, confidence=max(t.confidence, AGREED)) for t, word in zip(model, out, strict=True) if word)


def _without_specks(line: Line) -> Line:
    """A line without what a seal's rim has left behind it."""
    while len(line) > 1 and line[-1].confidence < READ and len(line[-1].text) < 3:
        line = line[:-1]
    return line


def _certain(read: Sequence[Token]) -> str | None:
    """The word that two readings are certain of, and none of another."""
    votes = Counter(t.text for t in read if t.confidence >= CERTAIN and is_name_word(t.text))
    words = {t.text for t in read if t.confidence >= DISSENT and is_name_word(t.text)}
    return next((word for word, count in votes.items() if count > 1), None) if len(words) == 1 else None


def _surname(read: Sequence[Token], known: Known) -> str | None:
    """The surname, over which a seal lies: read twice, or once and else nearly so, what came out being no word."""
    votes = Counter(t.text for t in read if is_name_word(t.text) and known(t.text)).most_common(2)
    if not votes or (len(votes) > 1 and votes[0][1] == votes[1][1]):
        return None
    best, count = votes[0]
    nearly = sum(plain(t.text) == plain(best) or (not is_word(t.text) and slips(plain(t.text), plain(best), 1) <= 1) for t in read)
    return best if count > 1 or (len(votes) == 1 and nearly >= NEARLY) else None


def _enlarged(grey: Any, dpi: float, by: float) -> list[Token]:
    """The words of a picture, read at another size."""
    return _shrunk(tesseract.tokens(_resized(grey, by), dpi * by, 6), by)


def _resized(grey: Any, by: float) -> Any:
    return grey.resize((round(grey.width * by), round(grey.height * by)), 3) if by != 1.0 else grey


def _shrunk(tokens: list[Token], by: float) -> list[Token]:
    return [Token(t.text, t.x0 / by, t.top / by, t.x1 / by, t.bottom / by, t.base / by, t.size / by, t.confidence) for t in tokens]


def _lines(tokens: list[Token]) -> list[Line]:
    """The lines of a signature block, without what a seal left at their ends."""
    return [line for row in rows(tokens) if (line := trimmed(row))]


def _moved(token: Token, right: float, down: float) -> Token:
    return token._replace(
        x0=token.x0 + right, x1=token.x1 + right, top=token.top + down, bottom=token.bottom + down, base=token.base + down
    )
