"""Bodies of Party, State and mass organisations: their names, abbreviations, ranks, and how these changed."""

from dataclasses import replace
from typing import NamedTuple

from pipeline.gazetteer import COMMUNE, DISTRICT, PROVINCE, Gazetteer
from pipeline.model import Setting, Span
from pipeline.naming import Name, Naming
from pipeline.register import Register, Row
from pipeline.rulebook import Entry, Rulebook
from pipeline.spelling import alike, lower

WINDOW = 240  # characters that a name may take
EVERY_LEVEL = ("UBND", "UB", "HĐND", "MTTQ")  # codes of bodies that provinces, districts and communes have


class Body(NamedTuple):
    """A body as it was on a day."""

    name: str  # full official name with its place: Ủy ban nhân dân tỉnh Lai Châu
    id: str | None  # null where the register doesn't know it
    rank: int | None  # 0 Party centre … 10 grass-roots; null where not known
    province: str | None = None  # id of the province that it belongs to
    certainty: float = 1.0


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
        self._proper = [(alike(w), w) for entry in book.entries("agencies", "words") for w in entry["words"]]

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
        name = self._naming.at(self._naming.reading(words, 0, len(words), on=on), 0) if words else None
        if name is None or name.end < len(words):
            return Body(words, None, None, None, 0.3)
        if name.sort == "group":
            return Body(words, None, None, setting.province, 0.7)
        return self._body(name, setting, on)

    def of_symbol(self, code: str, setting: Setting, on: str | None = None) -> Body | None:
        """The body that an issuer code of a symbol stands for (`TTg`, `BNV`, `UBND`, `STC`); null where that isn't known."""
        on = on or setting.issued
        bare = code.rstrip("0123456789")
        id_ = self._register.of_symbol(code, on) or self._register.of_symbol(bare, on)
        if id_ is None:
            return None
        sort = self._register.sort(id_)
        if sort == "body":
            return self._central(id_, 1.0)
        if setting.province is None or (bare in EVERY_LEVEL and self._level_of(setting) != PROVINCE):
            return None
        province = self._places.on(setting.province, on)
        if sort == "local":
            there = PROVINCE in self._register.entries[id_]["levels"]
            return self._local(id_, PROVINCE, province, None, on, 0.9) if there else None
        base = self._local("tinh_uy", PROVINCE, province, None, on, 0.9)
        return self._of(id_, base)

    def letterhead(self, lines: list[str], on: str | None = None, place: str | None = None) -> tuple[Body | None, Body | None]:
        """Issuer and superior body of a letterhead's left column, whose names may run over lines; `place` is that of the date line."""
        lines = [line for raw in lines if (line := " ".join(raw.split()).strip(" *-_.:;–0123456789"))]
        words, breaks = " ".join(lines), [0]
        for line in lines[:-1]:
            breaks.append(breaks[-1] + len(line) + 1)
        names = self._naming.lines(self._naming.reading(words, 0, len(words), tuple(breaks), on))
        setting = Setting(province=self._places.province(place, on) if place else None, issued=on)
        parent: Body | None = None
        issuer: Body | None = None
        for name in names:
            parent, issuer = issuer, self._under(name, issuer, setting, on)
        return issuer, parent

    def province(self, words: str, on: str | None = None) -> str | None:
        """Id of the province that these words name (`Lai Châu`, `TP. Hồ Chí Minh`) on a day."""
        return self._places.province(words, on)

    def all(self) -> tuple[Entry, ...]:
        """Every entry, for the `agencies` table."""
        return self._register.bodies

    def instance(self, id: str) -> Row | None:  # noqa: A002
        """What an id stands for: name, rank, level, parent, validity, successor; null for an unknown id."""
        return self._register.instance(id)

    def _id(self, name: Name) -> str | None:
        return (self._register.choose([name.id, *name.rivals], None) if name.rivals else name.id) or None

    def _body(self, name: Name, setting: Setting, on: str | None) -> Body:
        body = self._untitled(name, setting, on)
        return body._replace(name=f"{name.title[:1].upper()}{name.title[1:]} {body.name}".strip()) if name.title else body

    def _untitled(self, name: Name, setting: Setting, on: str | None) -> Body:
        if name.sort == "body":
            id_ = self._register.choose([name.id, *name.rivals], on) or name.id
            return self._central(id_, 1.0 if self._register.holds(id_, on) else 0.9)
        if name.sort == "organ" and name.base:
            return self._of(name.id, self._untitled(name.base, setting, on))
        if name.sort == "local":
            return self._of_place(name, setting, on)
        if name.sort == "head":
            return self._of_head(name, setting)
        place = name.place
        province = (place.province if place else None) or self._places.on(setting.province, on)
        tail = ""
        if place and place.name:
            tail = self._places.full(province, on) if place.level == PROVINCE and province else f"{place.kind} {place.name}"
        elif place:
            tail = self._places.full(province, on) if province else str(place.kind)
        base = f"{name.link}{self._untitled(name.base, setting, on).name}" if name.base else ""
        words = f"{self._sentence(name.core)} {tail}".strip() + base
        return Body(words, None, None, province if place else setting.province, 0.6 if name.id else 0.3)

    def _of_head(self, name: Name, setting: Setting) -> Body:
        """The head of the body that issues the dispatch, where his title fits it: `Bộ trưởng` of a ministry."""
        fits = name.id == "bo_truong" and setting.issuer and setting.issuer.startswith("Bộ ")
        return (
            Body(setting.issuer or "", setting.issuer_id, 3, None, 0.7)
            if fits
            else Body("", "chinh_phu" if name.id == "pho_ttg" else None, None, None, 0.5)
        )

    def _of_place(self, name: Name, setting: Setting, on: str | None) -> Body:
        entry = self._register.entries[name.id]
        place = name.place
        home = self._places.on(setting.province, on)
        if place is None:
            if home:
                return self._local(name.id, PROVINCE, home, None, on, 0.95 if entry.get("alone") else 0.6)
            return Body(entry["name"], None, self._register.rank(name.id), None, 0.5)
        if place.level == PROVINCE:
            if place.name and place.province:
                return self._local(name.id, PROVINCE, place.province, None, on, 1.0)
            if home and (place.kind in (None, "tỉnh") or self._places.kind(home, on) == place.kind):
                return self._local(name.id, PROVINCE, home, None, on, 0.95)
            return Body(f"{entry['name']} {place.kind}", None, self._register.rank(name.id), None, 0.4)
        province = place.province or self._places.on(setting.province, on)
        if place.name is None:
            return Body(f"{entry['name']} {place.kind}", None, self._register.rank(name.id, place.level), province, 0.5)
        return self._local(name.id, place.level, province, f"{place.kind} {place.name}", on, 0.95)

    def _local(self, id: str, level: str, province: str | None, unit: str | None, on: str | None, certainty: float) -> Body:  # noqa: A002
        name = self._register.local_name(id, level, province, unit, on)
        return Body(name, self._register.local_id(id, level, province, unit), self._register.rank(id, level), province, certainty)

    def _central(self, id: str, certainty: float) -> Body:  # noqa: A002
        entry = self._register.entries[id]
        return Body(entry["name"], id, entry["rank"], None, certainty)

    def _of(self, organ: str, base: Body) -> Body:
        """An organ of a body: itself where it issues in its own name, else the body's voice."""
        entry = self._register.entries[organ]
        id_ = (f"{organ}.{base.id}" if base.id else None) if entry.get("own") else base.id
        rank = None if base.rank is None else min(10, base.rank + int(entry.get("rank") or 0))
        return Body(f"{entry['name']} {base.name}", id_, rank, base.province, base.certainty)

    def _level_of(self, setting: Setting) -> str:
        """The level of the body that issued the dispatch."""
        id_ = (setting.issuer_id or "").rpartition(".")[2]
        return next((level for level in (DISTRICT, COMMUNE) if f"_{level}@" in id_), PROVINCE)

    def _under(self, name: Name, above: Body | None, setting: Setting, on: str | None) -> Body:
        """The body that a name of the letterhead stands for below another one."""
        if above is None:
            return self._body(name, setting, on)
        words = alike(name.core)
        if above.id and (id_ := self._register.short(words, above.id, on)):
            return self._central(id_, 1.0)
        if above.id and (organ := self._register.organ(words, above.id)):
            return self._of(organ, above)
        body = self._body(name, replace(setting, province=above.province or setting.province), on)
        if body.id and body.province and body.province == above.province:
            return body._replace(certainty=above.certainty)
        unit = self._register.entries.get(name.id, {})
        if name.sort == "unit" and name.place is None and unit.get("tail"):
            if name.id == "truong_hoc" and above.name.startswith("Đại học"):
                return body._replace(name=f"{body.name} - {above.name}")
            if unit["tail"] == "parent":
                return body._replace(name=f"{body.name} {above.name}")
            if above.province and not self._places.ends_in_place(alike(body.name)):
                return body._replace(name=f"{body.name} {self._places.full(above.province, on)}", province=above.province)
        return body

    def _sentence(self, words: str) -> str:
        """Words in capitals, as they are written in a sentence."""
        if words != words.upper():
            return words[:1].upper() + words[1:]
        text = lower(words)
        folded = alike(words)
        for form, usual in self._proper:
            at = folded.find(form)
            while at >= 0:
                end = at + len(form)
                if (at == 0 or not folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum():
                    text = text[:at] + usual + text[end:]
                at = folded.find(form, at + 1)
        return text[:1].upper() + text[1:]
