"""Whether what was read makes sense: lines of Vietnamese syllables, names of persons."""

from collections.abc import Callable, Iterable

from pipeline.misreading import letters
from pipeline.sheet import Line
from pipeline.spelling import plain
from pipeline.syllables import is_syllable

SHARE = 0.45  # of a line's letters that must stand in words that make sense
LEAST = 3  # letters of such words in a line
READ = 0.5  # confidence of a word that counts
CERTAIN = 0.93  # confidence of the words of a name; misreadings such as `Nghiện` for `Nghiệp` reach 0.92
SURE = 0.6  # confidence of a surname that is listed
PREFIXES = {"tm", "kt", "tl", "tuq", "q", "ts", "ths", "pgs", "gs", "bs", "bscki", "bsckii", "ks", "cn", "ubnd", "hđnd", "ubmttq", "lđlđ"}
ENDS = "'‘’“”\"„*~|{}[]<>=+«»"  # what a seal leaves behind a word, and …
EDGES = ENDS + ".,:;-–—/"  # … before it
TITLES = frozenset(  # words of titles, without marks: one stands in every line of capitals of a signature block
    {"tm", "kt", "tl", "tuq", "chu", "tich", "pho", "truong", "giam", "doc", "bo", "thu", "tuong", "chanh", "phong", "cuc", "vu", "ban"}
    | {"hieu", "vien", "tong", "bi", "thuong", "truc", "hoi", "dong", "uy", "thong", "kiem", "tra", "nhiem", "quyen", "doan", "thue"}
)
COMMAS = {"TM,", "KT,", "TL,", "TUQ,"}  # at the beginning of a title: full stops, misread
NAME = (2, 5)  # words of a person's name
DEGREE = 4  # letters of one, and words into which it may have fallen
STOPS = ".,;:/"  # behind one

Known = Callable[[str], bool]  # whether a word is a surname


def makes_sense(line: Line) -> bool:
    """Whether the words of a line are mostly syllables, or letters that stand before titles."""
    words = [(letters(token.text), token.confidence) for token in line]
    good = sum(len(word) for word, sure in words if sure >= READ and is_word(word))
    if all(word.isupper() for word, _ in words if word.isalpha()) and not any(plain(word) in TITLES for word, _ in words):
        return False  # what stands round a seal
    return good >= LEAST and good >= SHARE * sum(len(word) for word, _ in words)


def trimmed(line: Line) -> Line:
    """A line of a signature block without what a seal left at its ends, and at the beginnings of its words; `TL,` is `TL.`."""
    words = [token._replace(text=_bare(token.text)) for token in line]
    while words and not letters(words[0].text):
        words = words[1:]
    while words and not letters(words[-1].text):
        words = words[:-1]
    if words and words[0].text in COMMAS:
        words[0] = words[0]._replace(text=words[0].text[:-1] + ".")
    return tuple(words)


def _bare(text: str) -> str:
    """A word without stray letters before it: `eemqHÚ` → `HÚ`, `ZLê` → `Lê`."""
    last = max((i for i, c in enumerate(text) if c.islower() or not c.isalpha()), default=-1)
    if 0 <= last < len(text) - 2 and text[last + 1 :].isupper() and text[last].islower():
        return text[last + 1 :]
    text = text.lstrip(EDGES).rstrip(ENDS) or text
    capital = next((i for i, c in enumerate(text) if c.isupper()), 0)
    if 0 < capital < len(text) - 2 and text[:capital].isalpha() and text[capital + 1].islower():
        text = text[capital:]
    if len(text) > 2 and text[0].isupper() and text[1].isupper() and text[2].islower() and is_word(text[1:]):
        return text[1:]
    return text


def has_name(lines: Iterable[Line], known: Known) -> bool:
    """Whether one of the lines surely is the name of a person; `known` tells surnames."""
    return any(is_name(line) and _is_sure(line, known) for line in lines)


def _is_sure(line: Line, known: Known) -> bool:
    """Whether each word of a name is certain; a surname that is listed needn't be quite."""
    own = [token for token in line if letters(token.text).lower() not in PREFIXES]
    return all(t.confidence >= (SURE if t is own[0] and known(letters(t.text)) else CERTAIN) for t in own if letters(t.text))


def name_of(line: Line, known: Known) -> Line:
    """The words of a line from a surname on, where they are a name and a degree stands before it, however misread; else empty.

    Other rubbish before a name may be a surname under a seal.
    """
    for start in range(1, min(len(line) - 2, DEGREE)):
        before = "".join(letters(token.text) for token in line[:start])
        if known(letters(line[start].text)) and is_name(line[start:]) and len(before) <= DEGREE and line[start - 1].text[-1] in STOPS:
            return line[start:]
    return ()


def lacks_surname(line: Line) -> bool:
    """Whether a line is a person's name of which only the first word was misread: that one may be known all the same."""
    words = [(letters(token.text), token.confidence) for token in line]
    rest = words[1:]
    if not 2 <= len(rest) < NAME[1] or is_word(words[0][0]) or not words[0][0][:1].isupper():
        return False
    return all(word[:1].isupper() and word[1:].islower() and is_word(word) and sure >= CERTAIN for word, sure in rest)


def may_be_name(line: Line) -> bool:
    """Whether a line may be a person's name of which a word was misread."""
    words = [(letters(token.text), token.confidence) for token in line]
    named = [word for word, sure in words if word[:1].isupper() and word[1:].islower() and is_word(word) and sure >= READ]
    return len(words) <= NAME[1] + 2 and len(named) >= 1 and 2 * len(named) >= len(words) - 1


def is_name(line: Line) -> bool:
    """Whether a line has the shape of a person's name."""
    words = [word for token in line if (word := letters(token.text)) and word.lower() not in PREFIXES]
    return NAME[0] <= len(words) <= NAME[1] and all(map(is_name_word, words))


def is_name_word(word: str) -> bool:
    """Whether letters may be a word of a person's name: a syllable with a capital."""
    return word[:1].isupper() and word[1:].islower() and is_word(word)


def is_word(word: str) -> bool:
    """Whether letters are a Vietnamese syllable, or stand for a rank, a degree or a title."""
    low = word.lower()
    return low in PREFIXES or (len(word) > 1 and low.isalpha() and is_syllable(low))
