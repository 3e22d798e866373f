"""Which number a text has that is cited by its name alone, where edition and day leave no doubt."""

from typing import NamedTuple

from pipeline.likeness import fold_name
from pipeline.register import Register
from pipeline.rulebook import Rulebook

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
        kinds = {e["word"]: e for e in book.entries("named_texts", "kinds")}
        for entry in book.entries("named_texts", "laws"):
            code = "UBTVQH" if entry["kind"] == "Pháp lệnh" else "QH"
            id_ = register.of_symbol(code, entry["date"])
            row = register.instance(id_) if id_ else None
            name = entry["kind"] if kinds.get(entry["kind"], {}).get("alone") else f"{entry['kind']} {entry['title']}"
            self._add(name, NamedText(entry["id"], entry["key"], entry["date"], row.name if row else None, id_, 0.9))
        for entry in book.entries("named_texts", "policies"):
            if not entry.get("key"):
                continue
            words = entry.get("issuer")
            issuer, id_ = bodies.get(fold_name(words), (words, None)) if words else (None, None)
            for name in (entry["name"], *entry.get("also", ())):
                self._add(name, NamedText(entry["id"], entry["key"], entry.get("date"), issuer, id_, 0.9))

    def find(self, name: str, on: str | None) -> NamedText | None:
        """The text of this name as it stood on a day; null where none is known, or two could be meant."""
        folded = fold_name(name)
        editions = self._editions.get(folded)
        head, _, year = folded.rpartition(" năm ")
        if not editions and year.isdigit() and len(year) == 4:
            dated = [e for e in self._editions.get(head, ()) if (e.date or "").startswith(year)]
            return dated[0] if len(dated) == 1 else None
        if not editions:
            return None
        known = [e for e in editions if not e.date or not on or e.date <= on]
        if len(editions) == 1 or not known:
            return known[0] if known else None
        if on is None:
            return None
        newest = max(known, key=lambda e: e.date or "")
        return newest if _months_later(newest.date or on, SETTLED) <= on or len(known) == 1 else None

    def _add(self, name: str, text: NamedText) -> None:
        self._editions.setdefault(fold_name(name), []).append(text)


def _months_later(date: str, months: int) -> str:
    year, month = divmod(int(date[:4]) * 12 + int(date[5:7] or 1) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}{date[7:]}"
