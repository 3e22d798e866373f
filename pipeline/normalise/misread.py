"""What a recogniser misread, put right where there is no doubt: fixed lines, phrases of office, figures, symbols."""

from collections.abc import Iterator

from pipeline.misreading import letters, slips
from pipeline.pattern import Pattern, escape
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, lower, plain
from pipeline.syllables import is_syllable
from pipeline.text import Edit, Text

SHORT = 60  # characters of a fixed line at most
LONG = 5  # letters of a surname that is known by all but one
LENIENT = 7  # letters for each slip that a fixed line may have
FIGURES = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})


class Misreadings:
    """The entries of misreadings.yaml for recognised pages. Get it by `book.build(Misreadings)`."""

    def __init__(self, book: Rulebook) -> None:
        self.lines = [
            (letters(plain(words)), words[-1] == ":", words) for entry in book.entries("misreadings", "lines") for words in entry["words"]
        ]
        names = {name for entry in book.entries("signatures", "surnames") for name in entry["words"]}
        self.surnames = {name for name in names if len(name) >= LONG}
        self.proper: set[str] = set()  # phrases that are names
        self.usual: dict[str, list[str]] = {}
        for entry in book.entries("misreadings", "phrases"):
            for words in entry["words"]:
                self.usual.setdefault(plain(words), []).append(words)
        for place in book.entries("provinces", "provinces"):
            for words in (place["name"], f"tỉnh {place['name']}", f"thành phố {place['name']}"):
                if " " in words:
                    self.usual.setdefault(plain(words), []).append(words)
                    self.proper.add(plain(words))
        self.exact = {letters(words) for words in self.usual}
        known = "|".join(escape(words).replace(r"\ ", " ").replace(" ", "[ \n]") for words in sorted(self.usual, key=len, reverse=True))
        self.phrases = Pattern(rf"(?:^|[^a-z0-9])(?P<phrase>{known})(?:[^a-z0-9]|$)")
        before = "|".join(escape(word) for entry in book.entries("misreadings", "figures") for word in entry["words"])
        self.figures = Pattern(rf"(?i){{<}}(?:{before})[ \n](?P<figures>[lI|OoS\d]{{1,4}})(?:[ ,;.:)\n]|$)")
        self.symbols = [pair for e in book.entries("misreadings", "symbols") for pair in zip(e["from"], e["to"], strict=True)]


def mend(text: Text, book: Rulebook) -> Text:
    """The text of recognised pages with sure misreadings put right; each character leads back to its source."""
    known = book.build(Misreadings)
    for find in (_surnames, _lines, _phrases, _figures, _symbols):
        edits = list(find(text.chars, known))
        if edits:
            text = text.sub(edits)
    return text


def _lines(chars: str, known: Misreadings) -> Iterator[Edit]:
    """Short lines that are nearly a fixed line."""
    at = 0
    for line in chars.split("\n"):
        words = line.strip()
        start = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if not 5 < len(words) <= SHORT:
            continue
        read = letters(plain(words))
        for fixed, colon, whole in known.lines:
            most = len(fixed) // LENIENT
            if read != fixed and read in known.exact:
                break  # another phrase: THỨ TRƯỞNG is no THỦ TƯỚNG
            if colon != (words[-1] == ":") or abs(len(read) - len(fixed)) > most or slips(read, fixed, most) > most:
                continue
            if alike(words) != alike(whole) and (words.isupper() == whole.isupper()):
                yield Edit(start, start + len(words), whole)
            break


def _surnames(chars: str, known: Misreadings) -> Iterator[Edit]:
    """Names of persons, a line each, whose first word is a long surname but for a letter."""
    at = 0
    for line in chars.split("\n"):
        start, at = at, at + len(line) + 1
        words = line.split()
        if (
            not 3 <= len(words) <= 5
            or len(line) > 40
            or is_syllable(words[0])
            or not all(w[0].isupper() and is_syllable(w) for w in words[1:])
        ):
            continue
        read = letters(plain(words[0]))
        near = {name for name in known.surnames if slips(read, letters(plain(name)), 1) <= 1}
        if len(near) == 1:
            begin = start + line.index(words[0])
            yield Edit(begin, begin + len(words[0]), near.pop())


def _phrases(chars: str, known: Misreadings) -> Iterator[Edit]:
    """Phrases with other accents than they have."""
    bare = plain(chars)
    at = 0
    while hit := known.phrases.search(bare, at):
        start, end = hit.span("phrase")
        at = end
        read = alike(chars[start:end])
        phrase = " ".join(bare[start:end].split("\n"))
        rivals = list(dict.fromkeys(known.usual[phrase]))
        if phrase in known.proper and not all(word[0].isupper() for word in chars[start:end].split()[-2:]):
            continue
        if any(read == alike(words) for words in rivals):
            continue
        distances = sorted((sum(a != b for a, b in zip(read, alike(words), strict=True)), words) for words in rivals)
        if len(distances) == 1 or distances[0][0] < distances[1][0]:
            yield Edit(start, end, _cased(chars[start:end], distances[0][1]))


def _cased(read: str, words: str) -> str:
    """The words in the case and with the blanks of what was read."""
    return "".join(r if r.isspace() else w.upper() if r != lower(r) else lower(w) for r, w in zip(read, words, strict=True))


def _figures(chars: str, known: Misreadings) -> Iterator[Edit]:
    """Letters that stand where figures do."""
    for hit in known.figures.finditer(chars):
        read = hit["figures"]
        figures = read.translate(FIGURES)
        if figures != read and figures.isdigit() and (len(read) == 1 or any(c.isdigit() for c in read)) and read not in ("o", "O"):
            yield Edit(*hit.span("figures"), figures)


def _symbols(chars: str, known: Misreadings) -> Iterator[Edit]:
    """Codes of symbols."""
    found = sorted((at, at + len(read), right) for read, right in known.symbols for at in _places(chars, read))
    last = 0
    for start, end, right in found:
        if start >= last:
            yield Edit(start, end, right)
            last = end


def _places(chars: str, words: str) -> Iterator[int]:
    at = chars.find(words)
    while at >= 0:
        yield at
        at = chars.find(words, at + len(words))
