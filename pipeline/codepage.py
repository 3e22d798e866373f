r"""The alphabet in which RE2 reads a text: a byte a character, so that its offsets are those of the text.

Every ASCII character and every Vietnamese letter has a byte of its own; of all others those that patterns
tell apart (`TOGETHER`: a byte a line). What isn't on the page stands for its kind, a letter of another language
or anything else: a pattern that names such a character means its kind, and no rule of ours does so.
"""

import codecs
import re
from functools import lru_cache

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
LATIN = (("À", "ɏ"), ("Ḁ", "ỿ"))  # where letters of other languages are, beside ours
TOGETHER = (
    "\0\v\x85\xadɖ\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f‐"
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000﹣\ufeff－／",  # what normalising drops or replaces
    "\r\f",
    "\xa0",
    "–",
    "—",
    "−‑",
    "…",
    "“",
    "”",
    "’",
    "ʼ",
    "«",
    "»",
    "•",
    "■▪○●✓",
    "⁄∕",
    "\ufffd",
    "Ð",
    "ðƉ",
    "р",  # Cyrillic
    "АВЕКМНОРСТУХ",
    "БГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοЅІЈаеосухѕі",  # Greek, and Cyrillic again
    "ö",  # every other Latin letter
    "°",  # every other character
)
KEEPING = [*"\t\n\r", *map(chr, range(0x20, 0x7F))]  # their byte is their code: syntax stays what it is
CHUNK = 1_000  # characters that are looked up one by one where one of them isn't on the page
TOKEN = re.compile(
    r"\\x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})|(?P<escaped>\\[\s\S])|(?P<set>\[\^?\]?(?:\\[\s\S]|[^\\\]])*\])"
    r"|\(\?(?P<flags>[a-zU-]+)[:)]|\(\?P<[^>]*>|\{\d+(?:,\d*)?\}|[()]|(?P<words>[^\\\[(){]+)|[\s\S]"
)
ITEM = re.compile(r"(?:\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))|\\([\s\S])|([\s\S]))(-(?!$))?")  # a dash before the bracket is one
CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
CLASSES = {
    "d": [("0", "9")],
    "s": [("\t", "\n"), ("\f", "\r"), (" ", " ")],
    "w": [("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z")],
}


def _page() -> tuple[dict[int, int], str]:
    """The byte of every character on the page, and for every byte the character that it is read from at once."""
    codes = {ord(char): ord(char) for char in KEEPING}
    free = iter([code for code in range(256) if code not in codes])
    page = [chr(code) for code in range(256)]
    for group in (*TOGETHER, *(char for char in UPPER + LOWER if char > "\x7f")):
        code = codes[ord(group[0])] if ord(group[0]) in codes else next(free)
        page[code] = group[0]
        codes.update(dict.fromkeys(map(ord, group), code))
    for first, last in LATIN:
        codes = dict.fromkeys(range(ord(first), ord(last) + 1), codes[ord("ö")]) | codes
    return codes, "".join(page)


CODES, PAGE = _page()
FOREIGN, OTHER, REST = CODES[ord("ö")], CODES[ord("°")], ord("°")


def byte(char: int) -> int:
    """The byte of any character."""
    return CODES.get(char, OTHER)


class _Plain(dict[int, int]):
    """For `str.translate`: every character as the one that its byte is read from."""

    def __missing__(self, char: int) -> int:
        return REST


class _Raw(dict[int, str]):
    """For `str.translate`: every character of a pattern as RE2 is to see it."""

    def __missing__(self, char: int) -> str:
        return chr(OTHER)


def _cases() -> dict[int, set[int]]:
    """The bytes of both cases of a letter, by either."""
    cases: dict[int, set[int]] = {}
    for char, code in CODES.items():
        for other in {chr(char).lower(), chr(char).upper()} if code != FOREIGN else ():
            if len(other) == 1 and CODES.get(ord(other), code) != code:
                cases.setdefault(code, {code}).add(CODES[ord(other)])
    return cases


ENCODING = codecs.charmap_build(PAGE)
PLAIN = _Plain({char: ord(PAGE[code]) for char, code in CODES.items()})
CASES = _cases()
RAW = _Raw({char: chr(code) for char, code in CODES.items()})
BOTH = _Raw({char: f"[{''.join(map(chr, CASES[code]))}]" if code in CASES else chr(code) for char, code in CODES.items()})


def encode(text: str) -> bytes:
    """The text as RE2 reads it."""
    try:
        return codecs.charmap_encode(text, "strict", ENCODING)[0]
    except UnicodeEncodeError:
        if len(text) > CHUNK:
            return b"".join(encode(text[at : at + CHUNK]) for at in range(0, len(text), CHUNK))
        return codecs.charmap_encode(text.translate(PLAIN), "strict", ENCODING)[0]


def translate(source: str, *, ignore_case: bool = False) -> bytes:
    """A pattern in RE2 syntax as one for such bytes, in RE2's Latin-1 mode.

    Which of our letters are upper and lower case RE2 doesn't know: where case is ignored, each becomes a class of both.
    """
    out: list[str] = []
    folds = [ignore_case]  # whether case is ignored, in the group that is open and in those around it
    for token in TOKEN.finditer(source):
        piece, kind = token[0], token.lastgroup
        if kind == "words":
            out.append(piece.translate(BOTH if folds[-1] else RAW))
        elif kind == "set":
            out.append(_set(piece, folds[-1]))
        elif kind == "flags":
            flags = token["flags"]
            fold = "i" in flags.partition("-")[0] or (folds[-1] and "i" not in flags)
            left = flags.replace("i", "").rstrip("-")
            if piece[-1] == ":":
                folds.append(fold)
                out.append(f"(?{left}:")
            else:
                folds[-1] = fold
                out.append(f"(?{left})" if left else "")
        elif piece[0] == "\\":
            out.append(_escaped(piece, folds[-1]) if kind else _set(f"[{piece}]", folds[-1]))
        else:
            if piece[0] == "(":
                folds.append(folds[-1])
            elif piece == ")" and len(folds) > 1:
                folds.pop()
            out.append(piece)
    return "".join(out).encode("latin-1")


def _escaped(piece: str, fold: bool) -> str:  # noqa: FBT001
    if piece[1] in CONTROLS or piece[1] in "sS":
        return _set(f"[{piece.lower()}]" if piece[1] != "S" else r"[^\s]", fold)
    if piece[1] in "CpPQ":
        raise ValueError(f"{piece}: write the letters themselves")
    return piece if piece.isascii() else piece[1].translate(RAW)


@lru_cache(maxsize=1_024)
def _set(piece: str, fold: bool) -> str:  # noqa: FBT001
    """A class of characters as a class of bytes."""
    negated = piece.startswith("[^")
    found = {code for first, last in ranges(piece) for code in _bytes(first, last)}
    if fold:
        found = {case for code in found for case in CASES.get(code, (code,))}
    if len(found) == 1 and not negated:
        return f"\\x{found.pop():02x}"
    out = "[^" if negated else "["
    for code in sorted(found):
        if code - 1 not in found:
            out += f"\\x{code:02x}"
        elif code + 1 not in found:
            out += f"-\\x{code:02x}"
    return out + "]"


def ranges(piece: str) -> list[tuple[str, str]]:
    """First and last of the characters that a class names, run by run."""
    found: list[tuple[str, str]] = []
    first = None  # of a run that is open
    body = piece[2:-1] if piece.startswith("[^") else piece[1:-1]
    for item in ITEM.finditer(body):
        code, two, escaped, char, dash = item.groups()
        if escaped in CLASSES:
            found += CLASSES[escaped]
        elif (escaped and escaped in "DSWpP") or body.startswith("[:", item.start()):
            raise ValueError(f"{piece}: write the characters themselves")
        else:
            last = chr(int(code or two, 16)) if code or two else char or CONTROLS.get(escaped, escaped)
            if dash and first is None:
                first = last
                continue
            found.append((first or last, last))
        if dash:
            found.append(("-", "-"))
        first = None
    return found


@lru_cache(maxsize=256)
def _bytes(first: str, last: str) -> frozenset[int]:
    """The bytes of all characters of a run."""
    return frozenset(byte(char) for char in range(ord(first), min(ord(last), 0xFFFF) + 1)) | ({OTHER} if last > "\uffff" else set())
