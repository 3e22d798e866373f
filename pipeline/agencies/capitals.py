"""How a name that stands in capitals is written in a sentence."""

from pipeline.agencies.gazetteer import Gazetteer
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, lower, plain

ROMAN = set("ivx")
VOWELS = set("aeiouy")
OPENERS = ("-", "–", "và", "&")  # a field of work behind one begins with a capital, too: Khoa học và Công nghệ


class Capitals:
    """Puts names into sentence case. Get it by `book.build(Capitals)`."""

    def __init__(self, book: Rulebook) -> None:
        self._places = book.build(Gazetteer)
        self._usual = [(alike(w), w) for entry in book.entries("agencies", "words") for w in entry["words"]]

    def sentence(self, words: str, head: str = "") -> str:
        """`words` as in a sentence; `head` is how the name begins (`Trung tâm`), the field of work behind it has a capital.

        What isn't all in capitals keeps its letters.
        """
        if words != words.upper():
            return words[:1].upper() + words[1:]
        folded = alike(words)
        text = self._tokens(lower(words), len(head) if folded.startswith(alike(head)) else 0)
        for form, usual in self._usual:
            at = folded.find(form)
            while at >= 0:
                end = at + len(form)
                if (at == 0 or not folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum():
                    text = text[:at] + usual + text[end:]
                at = folded.find(form, at + 1)
        for start, end, usual in self._places.names_in(folded):
            text = text[:start] + usual + text[end:] if len(usual) == end - start else text
        if head and folded.startswith(alike(head)):
            text = head + text[len(head) :]
        return text[:1].upper() + text[1:]

    def _tokens(self, text: str, head: int) -> str:
        """Abbreviations and numbers stay in capitals; the first word of a field of work gets one."""
        out: list[str] = []
        at, opens = 0, False
        for token in text.split(" "):
            word = token.strip(",.;()")
            bare = plain(word)
            short = bool(word) and ("&" in word or set(bare) <= ROMAN or (bare.isalpha() and len(bare) > 1 and not set(bare) & VOWELS))
            opening = bool(word) and (opens or (head > 0 and at == head + 1))
            out.append(token.upper() if short else token[:1].upper() + token[1:] if opening else token)
            opens = token in OPENERS
            at += len(token) + 1
        return " ".join(out)
