"""Which bodies are one body, or the house of one: under another name, before or after a merger, or as an office of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from pipeline.agencies.register import Register, Row
from pipeline.binding.likeness import fold_name
from pipeline.rulebook import Rulebook

ANYWHERE = ("tỉnh", "phố", "huyện", "quận", "xã", "thị xã", "phường", "trấn", "khu", "cấp", "bộ", "sở", "ngành", "phương")
HEIRS = 6  # successors of successors that are followed


class Kinship:
    """Compares bodies. Get it by `book.build(Kinship)`."""

    def __init__(self, book: Rulebook) -> None:
        self._register = book.build(Register)
        self._renewals: dict[str, list[str]] = {}  # a body -> days from which it holds others, too
        for entry in self._register.bodies:
            for heir in entry.get("successor", ()) if entry.get("valid_to") else ():
                after = date.fromisoformat(entry["valid_to"]) + timedelta(days=1)
                if after.isoformat() > str(self._register.entries.get(heir, {}).get("valid_from") or ""):
                    self._renewals.setdefault(heir, []).append(after.isoformat())
        self.line = lru_cache(maxsize=1 << 15)(self._trace)  # a body, the body that it is an office of, and what these became
        self._row = lru_cache(maxsize=1 << 15)(self._find)

    def name(self, id: str | None, name: str | None) -> str | None:  # noqa: A002
        """A body's name for comparison; null where it is one of many (`UBND xã` without its place)."""
        if name is None:
            return None
        folded = fold_name(name)
        return None if id is None and folded.rsplit(" ", 1)[-1] in ANYWHERE else folded or None

    def kin(self, id: str | None, name: str | None, other_id: str | None, other_name: str | None) -> bool:  # noqa: A002
        """Whether two may be one body: both as id (null where not known) and folded name."""
        if id is not None and other_id is not None:
            return id == other_id or self._one_line(id, other_id)
        if not name or not other_name:
            return False
        return name == other_name or name.endswith(" " + other_name) or other_name.endswith(" " + name)

    def changed(self, id: str | None, other_id: str | None) -> bool:  # noqa: A002
        """Whether two bodies of one line are two all the same: one came after the other, and began its numbers anew."""
        return id is not None and other_id is not None and _house(id) != _house(other_id)

    def renewed(self, id: str | None, a: str, b: str) -> bool:  # noqa: A002
        """Whether others were merged into a body between two days: it may have begun its numbers anew."""
        first, last = sorted((a, b))
        return any(first < day <= last for day in self._renewals.get(id or "", ()))

    def ended(self, id: str | None, on: str) -> bool:  # noqa: A002
        """Whether a body was there no more on a day."""
        row = self._row(id) if id else None
        return bool(row and row.valid_to and row.valid_to < on)

    def one_heir(self, a: str | None, b: str | None) -> bool:
        """Whether two bodies became one later."""
        return a is not None and b is not None and not self.line(a).isdisjoint(self.line(b))

    def rank(self, id: str | None, unknown: int) -> int:  # noqa: A002
        """Authority of a body, smaller is higher."""
        row = self._row(id) if id else None
        return unknown if row is None or row.rank is None else row.rank

    def has_code(self, code: str, on: str | None, id: str | None = None) -> bool:  # noqa: A002
        """Whether an issuer code is a body's: this body's, where one is given and the code is that of one body alone."""
        found = self._register.of_symbol(code, on)
        if found is None or id is None or self._row(found) is None:
            return found is not None
        return self._one_line(found, id)

    def province(self, id: str | None) -> str | None:  # noqa: A002
        """The province of a local body."""
        return id.partition("@")[2].partition("/")[0] or None if id and "@" in id else None

    def same_province(self, a: str | None, b: str | None) -> bool:
        """Whether two provinces are one, or became one of the other."""
        if not a or not b:
            return False
        probe = "ubnd_tinh@"
        return a == b or self.kin(probe + a, None, probe + b, None)

    def register(self, used: Iterable[str]) -> list[Row]:
        """The rows of the table `agencies`: every central body, the local ones that are used, and whom these belong to and became."""
        found: dict[str, Row] = {}
        waiting = [*(str(entry["id"]) for entry in self._register.bodies), *sorted(used)]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found[id_] = row = self._row(id_) or Row(id_, id_, None, None, None, None, None, None)
                waiting += [other for other in (row.parent, row.successor) if other]
        return [found[id_] for id_ in sorted(found)]

    def _one_line(self, a: str, b: str) -> bool:
        """Whether one became the other: two that were merged into a third aren't one."""
        return not self.line(b).isdisjoint((a, _house(a))) or not self.line(a).isdisjoint((b, _house(b)))

    def _trace(self, id: str) -> frozenset[str]:  # noqa: A002
        """A body, the body that it is an office of, and what these became."""
        found = {id, _house(id)}
        for start in (id, _house(id)):
            here: str | None = start
            for _ in range(HEIRS):
                row = self._row(here) if here else None
                here = row.successor if row else None
                if here is None or here in found:
                    break
                found.add(here)
        return frozenset(found)

    def _find(self, id: str) -> Row | None:  # noqa: A002
        return self._register.instance(id)


def _house(id: str) -> str:  # noqa: A002
    """The body that an office belongs to; the body itself where it is no office."""
    return id.rpartition(".")[2]
