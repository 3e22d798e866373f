"""Which number a text has that is cited by its name alone, where edition and day leave no doubt."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.agencies.register import Register
from pipeline.binding.likeness import FULL, Number, bare_name, date_slip, dates_agree, fold_name, number_of
from pipeline.rulebook import Rulebook

YEAR = 4  # digits
SETTLED = 18  # months after which a new edition of a law has taken the place of the old one


class NamedText(NamedTuple):
    """A text known by name."""

    id: str  # entry of named_texts.yaml
    key: str
    date: str | None
    issuer: str | None
    issuer_id: str | None
    certainty: float


class NamedTexts:
    """Finds texts by name. Get it by `book.build(NamedTexts)`."""

    def __init__(self, book: Rulebook) -> None:
        register = book.build(Register)
        bodies = {fold_name(name): (e["name"], e["id"]) for e in register.bodies for name in (e["name"], *e.get("aliases", ()))}
        self._editions: dict[str, list[NamedText]] = {}
        self._numbers: set[Number] = set()
        self._shortened = {fold_name(e["short"]): fold_name(e["words"]) for e in book.entries("named_texts", "shortened")}
        self.fold = lru_cache(maxsize=1 << 14)(self._folded)  # a name for comparison: the same laws come again and again
        kinds = {e["word"]: e for e in book.entries("named_texts", "kinds")}
        for entry in book.entries("named_texts", "laws"):
            code = "UBTVQH" if entry["kind"] == "Pháp lệnh" else "QH"
            id_ = register.of_symbol(code, entry["date"])
            row, sure = register.instance(id_) if id_ else None, entry.get("certainty", 0.9)
            name = entry["kind"] if kinds.get(entry["kind"], {}).get("alone") else f"{entry['kind']} {entry['title']}"
            self._add(name, NamedText(entry["id"], entry["key"], entry["date"], row.name if row else None, id_, sure))
        for entry in book.entries("named_texts", "policies"):
            if not entry.get("key"):
                continue
            words = entry.get("issuer")
            issuer, id_ = bodies.get(fold_name(words), (words, None)) if words else (None, None)
            for name in (entry["name"], *entry.get("also", ())):
                self._add(name, NamedText(entry["id"], entry["key"], entry.get("date"), issuer, id_, entry.get("certainty", 0.9)))

    def find(self, name: str, on: str | None, date: str | None = None, seen: Sequence[NamedText] = ()) -> NamedText | None:
        """The text of this name, of a day where `date` gives one, else as it stood on the day it is named.

        Null where none is known, or two could be meant. `seen`: further editions, which are cited by number elsewhere.
        """
        folded, year = self.fold(name), None
        if folded not in self._editions:
            folded, year = year_apart(folded)
        known = self._editions.get(folded, [])
        editions = [*known, *(e for e in seen if e.key not in {k.key for k in known})]
        if date or year:
            return _dated(known, date, year) or _dated(editions, date, year) or _misdated(known, date)
        there = [e for e in editions if not e.date or not on or e.date <= on]
        if not there or (len(there) > 1 and on is None):
            return None
        newest = max(there, key=lambda e: e.date or "")
        settled = on is None or _months_later(newest.date or on, SETTLED) <= on or len(editions) == 1
        return newest if newest in known and (settled or len(there) == 1) else None

    def _folded(self, name: str) -> str:
        """A name for comparison: abbreviations written out, and only the words that tell it from others."""
        return bare_name(name, self._shortened)

    def knows(self, number: Number) -> bool:
        """Whether a number is that of a text known by name."""
        return number in self._numbers

    def numbers(self, name: str) -> dict[Number, str]:
        """The numbers that a name's editions have, with their keys."""
        return {number_of(e.key): e.key for e in self._editions.get(year_apart(self.fold(name))[0], ())}

    def _add(self, name: str, text: NamedText) -> None:
        editions = self._editions.setdefault(self.fold(name), [])
        if text not in editions:  # two spellings of one name are one
            editions.append(text)
        self._numbers.add(number_of(text.key))


def year_apart(folded: str) -> tuple[str, str | None]:
    """A folded name and the year at its end: `luật nhà ở năm 2023`, `luật nhà ở 2023`; null where it has none."""
    head, _, year = folded.rpartition(" ")
    return (head.removesuffix(" năm"), year) if len(year) == YEAR and year.isdecimal() else (folded, None)


def _dated(editions: Sequence[NamedText], date: str | None, year: str | None) -> NamedText | None:
    """The one edition of a day or year; a text without a day where it is the only one."""
    fits = [e for e in editions if e.date and dates_agree(e.date, date) and dates_agree(e.date, year)]
    if not fits and not year and len(editions) == 1 and not editions[0].date:
        return editions[0]
    return fits[0] if len(fits) == 1 else None


def _misdated(editions: Sequence[NamedText], date: str | None) -> NamedText | None:
    """The one edition whose day differs from this as a slip makes it differ."""
    if not date or len(date) != FULL:
        return None
    fits = [e._replace(certainty=0.8) for e in editions if e.date and len(e.date) == FULL and date_slip(e.date, date)]
    return fits[0] if len(fits) == 1 else None


def _months_later(date: str, months: int) -> str:
    year, month = divmod(int(date[:4]) * 12 + int(date[5:7] or 1) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}{date[7:]}"
