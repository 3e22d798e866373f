"""Whether what was read makes sense: lines of Vietnamese syllables, names of persons."""

from collections.abc import Iterable

from pipeline.syllables import is_syllable
from pipeline.misreading import letters
from pipeline.sheet import Line, Token, rows

SHARE = 0.45  # of a line's letters that must stand in words that make sense
LEAST = 3  # letters of such words in a line
READ = 0.5  # confidence of a word that counts
SURE = 0.6  # confidence of every word of a name
PREFIXES = {"tm", "kt", "tl", "tuq", "q", "ts", "ths", "pgs", "gs", "bs", "bscki", "bsckii", "ks", "cn", "ubnd", "hđnd", "ubmttq", "lđlđ"}
NAME = (2, 5)  # words of a person's name


def makes_sense(line: Line) -> bool:
    """Whether the words of a line are mostly syllables, or letters that stand before titles."""
    words = [(letters(token.text), token.confidence) for token in line]
    good = sum(len(word) for word, sure in words if sure >= READ and _is_word(word))
    if good < LEAST or good < SHARE * sum(len(word) for word, _ in words):
        return False
    return not (_name(line) and min(sure for _, sure in words) < SURE)  # a name that is half read is none


def has_name(tokens: Iterable[Token]) -> bool:
    """Whether a line is the name of a person, as far as its shape tells."""
    return any(_name(line) and min(token.confidence for token in line) >= SURE for line in rows(tokens))


def _name(line: Line) -> bool:
    words = [word for token in line if (word := letters(token.text)) and word.lower() not in PREFIXES]
    return NAME[0] <= len(words) <= NAME[1] and all(word[:1].isupper() and word[1:].islower() and _is_word(word) for word in words)


def _is_word(word: str) -> bool:
    low = word.lower()
    return low in PREFIXES or (len(word) > 1 and low.isalpha() and is_syllable(low))
