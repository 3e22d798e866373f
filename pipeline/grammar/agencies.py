"""Bodies of Party, State and mass organisations: their names, abbreviations, ranks, and how these changed."""

from typing import NamedTuple

from pipeline.agencies.bodies import Bodies, Body
from pipeline.agencies.gazetteer import PROVINCE, Gazetteer
from pipeline.agencies.naming import Name, Naming
from pipeline.agencies.register import Register, Row
from pipeline.agencies.toneless import Toneless
from pipeline.model import Setting, Span
from pipeline.rulebook import Entry, Rulebook

__all__ = ["Agencies", "Body", "Mention"]
WINDOW = 240  # characters that a name may take
REMEMBERED = 2048  # names kept
EVERY_LEVEL = ("UBND", "UB", "HĐND", "MTTQ")  # codes of bodies that provinces, districts and communes have


class Mention(NamedTuple):
    """A body's name in running text."""

    span: Span
    id: str | None  # entry or template that matched
    head: bool = False  # a person who heads a body (Giám đốc Sở …), not the body itself


class Agencies:
    """The register of bodies. Get it by `book.build(Agencies)`."""

    def __init__(self, book: Rulebook) -> None:
        self._register = book.build(Register)
        self._places = book.build(Gazetteer)
        self._naming = book.build(Naming)
        self._bodies = book.build(Bodies)
        self._toneless = book.build(Toneless)
        self._timeless: dict[str, Name] = {}  # by all their words

    def mentions(self, chars: str, start: int, end: int) -> list[Mention]:
        """The names of bodies in running text: longest first, not overlapping, in order."""
        names = self._naming.all(self._naming.reading(chars, start, end))
        return [Mention(Span(start + n.start, start + n.end), self._id(n), n.title is not None) for n in names]

    def name_at(self, chars: str, at: int, end: int) -> Mention | None:
        """The longest name of a body, or of a body's head, that begins at `at` (`UBND tỉnh`, `Bộ trưởng Bộ Tài chính`)."""
        if at > 0 and chars[at - 1].isalnum():
            return None
        name = self._naming.at(self._naming.reading(chars, at, min(end, at + WINDOW)), 0)
        return Mention(Span(at, at + name.end), self._id(name), name.title is not None) if name else None

    def read(self, words: str, setting: Setting, on: str | None = None) -> Body:
        """The body that these words name, in full: abbreviations expanded, `UBND tỉnh` as that of the setting's province.

        `on` is the day for which it is asked (default: the setting's day of issue).
        Words that the register doesn't know come back as they stand, with low certainty.
        """
        words = " ".join(words.split()).strip(" ;,.:")
        on = on or setting.issued
        name = self._timeless.get(words)
        if name is None and words:
            name = self._naming.at(self._naming.reading(words, 0, len(words), on=on), 0)
            if name and name.end == len(words) and _is_timeless(name):
                if len(self._timeless) >= REMEMBERED:
                    self._timeless.clear()
                self._timeless[words] = name
        if name is None or name.end < len(words):
            return Body(words, None, None, None, 0.3)
        if name.sort == "group":
            return Body(words, None, None, setting.province, 0.7)
        return self._bodies.of(name, setting, on)

    def of_symbol(self, code: str, setting: Setting, on: str | None = None) -> Body | None:
        """The body that an issuer code of a symbol stands for (`TTg`, `BNV`, `UBND`, `STC`); null where that isn't known."""
        on = on or setting.issued
        bare = code.rstrip("0123456789")
        id_ = self._register.of_symbol(code, on) or self._register.of_symbol(bare, on)
        if id_ is None:
            near = self._register.near_symbol(bare, on)
            return self._bodies.central(near, 0.7) if near and self._register.sort(near) == "body" else None
        sort = self._register.sort(id_)
        if sort == "body":
            return self._bodies.central(id_, 1.0)
        if setting.province is None or (bare in EVERY_LEVEL and self._level_of(setting) != PROVINCE):
            return None
        province = self._places.on(setting.province, on)
        if sort == "local":
            there = PROVINCE in self._register.entries[id_]["levels"]
            return self._bodies.local(id_, PROVINCE, province, None, on, 0.9) if there else None
        return self._bodies.organ_of(id_, self._bodies.local("tinh_uy", PROVINCE, province, None, on, 0.9))

    def letterhead(self, lines: list[str], on: str | None = None, place: str | None = None) -> tuple[Body | None, Body | None]:
        """Issuer and superior body of a letterhead's left column, whose names may run over lines; `place` is that of the date line."""
        lines = [line for raw in lines if (line := " ".join(raw.split()).strip(" *-_.:;–")) and any(c.isalpha() for c in line)]
        words, breaks = " ".join(lines), [0]
        for line in lines[:-1]:
            breaks.append(breaks[-1] + len(line) + 1)
        names = self._naming.lines(self._naming.reading(words, 0, len(words), tuple(breaks), on))
        doubt = 1.0
        if any(not name.id for name in names):  # a scan may have lost its marks
            restored = self._toneless.restored(words)
            better = self._naming.lines(self._naming.reading(restored, 0, len(words), tuple(breaks), on)) if restored != words else names
            if sum(not name.id for name in better) < sum(not name.id for name in names):
                names, doubt = better, 0.9
        setting = Setting(province=self._places.province(place, on) if place else None, issued=on)
        parent: Body | None = None
        issuer: Body | None = None
        for name in names:
            body = self._bodies.under(name, issuer, setting, on)
            if issuer and body.name == issuer.name:
                continue  # a gazette prints it above the letterhead, too
            together = self._bodies.joint(issuer, body) if issuer else None
            parent, issuer = (parent, together) if together else (issuer, body)
        return issuer._replace(certainty=issuer.certainty * doubt) if issuer else None, parent

    def province(self, words: str, on: str | None = None) -> str | None:
        """Id of the province that these words name (`Lai Châu`, `TP. Hồ Chí Minh`) on a day."""
        return self._places.province(words, on)

    def home(self, chars: str, start: int, end: int, on: str | None = None) -> str | None:
        """Id of the province whose bodies a text speaks for, where its header is lost: the only one in which it says to act.

        `trên địa bàn Thành phố Hồ Chí Minh` counts where the text also calls a body by the bare kind (`UBND Thành phố`).
        """
        homes = {(p.kind, p.province) for p in self._places.areas(chars, start, end, on)}
        if len(homes) != 1:
            return None
        kind, province = homes.pop()
        for n in self._naming.all(self._naming.reading(chars, start, end)):
            if n.sort == "local" and n.place and n.place.level == PROVINCE and n.place.name is None and n.place.kind == kind:
                return self._places.on(province, on)
        return None

    def all(self) -> tuple[Entry, ...]:
        """Every entry, for the `agencies` table."""
        return self._register.bodies

    def instance(self, id: str) -> Row | None:  # noqa: A002
        """What an id stands for: name, rank, level, parent, validity, successor; null for an unknown id."""
        return self._register.instance(id)

    def _id(self, name: Name) -> str | None:
        return (self._register.choose([name.id, *name.rivals], None) if name.rivals else name.id) or None

    def _level_of(self, setting: Setting) -> str:
        """The level of the body that issued the dispatch."""
        place = self._register.place_of(setting.issuer_id or "")
        return place[0] if place else PROVINCE


def _is_timeless(name: Name) -> bool:
    """Whether words that are this name are so on every day: where they name a place, or only run on, the day may tell them apart."""
    if name.sort not in ("body", "local", "organ", "head") or (name.place is not None and name.place.name is not None):
        return False
    return name.base is None or _is_timeless(name.base)
