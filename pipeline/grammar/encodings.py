"""How Vietnamese was written before Unicode: Windows-1258, TCVN3 (ABC fonts), VNI, VISCII, and how to tell.

Each of these shows, read as Windows-1252, as Latin letters with odd accents (`Céng hoµ x· héi`,
`COÄNG HOØA XAÕ HOÄI`). That look-alike is what comes out of old fonts in any format, so the conversions
work on it; `look_alike` makes it from bytes.
"""

import string
from typing import NamedTuple

from pipeline.syllables import is_syllable

SAMPLE = 30_000  # characters that are looked at to tell an encoding
FITS = 0.85  # share of the accented words that must be syllables
MARGIN = 0.15  # by which the best reading must lead
PROOF = 3  # words that an old font's text must give
WORDS = 200  # accented words that are enough to judge by
# TCVN 5712:1993, third table. Its capitals with a tone are the same codes in a font of capitals (.VnTimeH).
TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# VNI-Windows writes the mark behind the vowel; capitals have capital marks.
VNI_MARKS = {
    "a": "ùáøàûảõãïạêăéắèằúẳüẵëặââáấàầåẩãẫäậ",
    "e": "ùéøèûẻõẽïẹâêáếàềåểãễäệ",
    "o": "ùóøòûỏõõïọâôáốàồåổãỗäộ",
    "u": "ùúøùûủõũïụ",
    "y": "ùýøỳûỷõỹ",
    "ô": "ùớøờûởõỡïợ",
    "ö": "ùứøừûửõữïự",
}
VNI_SINGLES = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
# RFC 1456; six capitals stand among the control codes.
VISCII = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"} | dict(
    enumerate(
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        start=0x80,
    )
)


class Reading(NamedTuple):
    """How well one encoding makes Vietnamese of a look-alike."""

    encoding: str
    fit: float  # share of the accented words that are Vietnamese syllables
    words: int  # accented words that this was judged by


def look_alike(content: bytes) -> str:
    """The bytes read as Windows-1252, what that leaves open as Latin-1: one character a byte."""
    return content.decode("latin-1").translate(CP1252)


def bytes_of(text: str) -> bytes | None:
    """The bytes of which `text` is the look-alike; null where it holds other characters."""
    try:
        return text.translate(LATIN).encode("latin-1")
    except UnicodeEncodeError:
        return None


def fit(text: str) -> tuple[float, int]:
    """How far the accented words of a text are Vietnamese syllables: their share, and the number judged."""
    right = judged = 0
    for word in text[:SAMPLE].translate(BORDERS).split():
        if word.isascii() or (word.isupper() and word.replace("Đ", "D").isascii()):  # QĐ, HĐND
            continue
        judged += 1
        right += is_syllable(word)
        if judged >= WORDS:
            break
    return (right / judged if judged else 0.0), judged


def proves(seen: str, text: str) -> bool:
    """Whether a reading brings out Vietnamese words, several and not single letters: `2025²` is no `2025ỗ`."""
    before = set(seen[:SAMPLE].translate(BORDERS).split())
    words = text[:SAMPLE].translate(BORDERS).split()
    return sum(len(word) > 1 and not word.isascii() and word not in before and is_syllable(word) for word in words) >= PROOF


def read_as(seen: str, encoding: str) -> str | None:
    """The text of which `seen` is the look-alike in this encoding; null where it can't be."""
    if encoding == "vni":
        return from_vni(seen)
    if encoding == "utf-8":
        content = bytes_of(seen)
        try:
            text = content.decode("utf-8") if content else None
        except UnicodeDecodeError:
            return None
        return text and (read_as(text, encoding) or text) if text != seen else None  # some are saved wrongly twice
    text = seen.translate(TABLES[encoding])
    return capitals(text) if encoding == "tcvn3" else text


def capitals(text: str) -> str:
    """TCVN3's words of capitals put right: it has no toned ones (`THàNH PHố Đà NẵNG`)."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        words = line.split(" ")
        torn = [False, *map(_torn, words), False]
        if any(torn):
            raised = (w.upper() if torn[n + 1] or ((torn[n] or torn[n + 2]) and _capped(w)) else w for n, w in enumerate(words))
            lines[i] = " ".join(raised)
    return "\n".join(lines)


def _torn(word: str) -> bool:
    """Whether small toned letters stand among capitals: a plain one behind them, or two before."""
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return not word.isupper() and bool(plain) and all(map(str.isupper, plain)) and (len(plain) > 1 or word[-1] == plain[0])


def _capped(word: str) -> bool:
    """Whether a word begins with a capital and all that is small in it are toned letters (`Đà`)."""
    return word[:1].isupper() and not any(char.isascii() and char.islower() for char in word)


def readings(seen: str) -> list[Reading]:
    """How well each encoding makes Vietnamese of a look-alike, best first."""
    found = []
    for encoding in ("utf-8", "windows-1258", "tcvn3", "vni", "viscii"):
        text = read_as(seen if encoding == "utf-8" else seen[:SAMPLE], encoding)
        if text:
            found.append(Reading(encoding, *fit(text)))
    return sorted(found, key=lambda reading: -reading.fit)


def told(seen: str) -> str | None:
    """The encoding of which `seen` is the look-alike; null where none fits or two do."""
    found = readings(seen)
    if not found or found[0].fit < FITS or (found[1:] and found[1].fit > found[0].fit - MARGIN):
        return None
    return found[0].encoding


def from_vni(seen: str) -> str:
    """VNI's vowels and the marks behind them put together."""
    out: list[str] = []
    at = 0
    while at < len(seen):
        pair = VNI_PAIRS.get(seen[at : at + 2])
        out.append(pair or VNI_SINGLE.get(seen[at], seen[at]))
        at += 2 if pair else 1
    return "".join(out)


def _tables() -> dict[str, dict[int, str]]:
    tcvn3 = {code + i: char for code, chars in TCVN3.items() for i, char in enumerate(chars)}
    windows = {code: bytes([code]).decode("cp1258", "ignore") for code in range(0x80, 0x100)}
    made = {"tcvn3": tcvn3, "windows-1258": {code: char for code, char in windows.items() if char}, "viscii": VISCII}
    return {name: {ord(look_alike(bytes([code]))): char for code, char in table.items()} for name, table in made.items()}


def _vni_pairs() -> dict[str, str]:
    pairs = {vowel + marks[i]: marks[i + 1] for vowel, marks in VNI_MARKS.items() for i in range(0, len(marks), 2)}
    capitals = {pair.upper(): char.upper() for pair, char in pairs.items()}
    mixed = {pair[0].upper() + pair[1]: char.upper() for pair, char in pairs.items()}
    return pairs | mixed | capitals


CP1252 = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
LATIN = {ord(char): code for code, char in CP1252.items()}
BORDERS = {ord(c): " " for c in string.punctuation + string.digits + "“”‘’–—…•«»\u00a0\ufeff"}
TABLES = _tables()
VNI_PAIRS = _vni_pairs()
VNI_SINGLE = VNI_SINGLES | {seen.upper(): char.upper() for seen, char in VNI_SINGLES.items()}
