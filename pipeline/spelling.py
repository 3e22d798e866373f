"""How Vietnamese words are compared: foldings that keep every character in its place.

Each folding maps a text to one of the same length, so that an offset in the folded text is an
offset in the text. They expect composed text (NFC).
"""

import unicodedata
from functools import lru_cache

# hoà = hòa, uỷ = ủy: the tone of oa, oe, uy stands on either letter; both spellings are in use
OLD_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
NEW_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
TONE_PLACES = list(zip(OLD_TONES, NEW_TONES, strict=True))
LOOKALIKES = {"–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "Ð": "Đ", "ð": "đ", "’": "'", "“": '"', "”": '"'}
KNOWN = 80  # characters up to which words are worth remembering
PLAIN = {
    code: base[0]
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFD", chr(code))) and base[0].isascii()
} | {ord("đ"): "d", ord("Đ"): "D", ord("Ð"): "D", ord("ð"): "d"}


def lower(text: str) -> str:
    """Lower case, character by character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def alike(text: str) -> str:
    """Case, kinds of dash and of quotation mark, and where the tone stands no longer matter."""
    return _known_alike(text) if len(text) <= KNOWN else _alike(text)


def _alike(text: str) -> str:
    for char, usual in LOOKALIKES.items():  # a scan for a character that isn't there is ten times cheaper than a translation table
        if char in text:
            text = text.replace(char, usual)
    folded = lower(text)
    for old, new in TONE_PLACES:
        folded = folded.replace(old, new)
    return folded


_known_alike = lru_cache(maxsize=4096)(_alike)  # names and fixed words come again and again


def plain(text: str) -> str:
    """No diacritics, đ as d, lower case: what a search shadow and its query are made of."""
    return lower(text.translate(PLAIN))
