"""What the name of a body stands for, in the setting of a dispatch and on a day."""

from dataclasses import replace
from typing import NamedTuple

from pipeline.agencies.capitals import Capitals
from pipeline.agencies.gazetteer import COMMUNE, DISTRICT, PROVINCE, Gazetteer, Place
from pipeline.agencies.naming import Name
from pipeline.agencies.register import Register
from pipeline.model import Setting
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike


class Body(NamedTuple):
    """A body as it was on a day."""

    name: str  # full official name with its place: Ủy ban nhân dân tỉnh Lai Châu
    id: str | None  # null where the register doesn't know it
    rank: int | None  # 0 Party centre … 10 grass-roots; null where not known
    province: str | None = None  # id of the province that it belongs to
    certainty: float = 1.0


class Bodies:
    """Knows what names stand for. Get it by `book.build(Bodies)`."""

    def __init__(self, book: Rulebook) -> None:
        self._register = book.build(Register)
        self._places = book.build(Gazetteer)
        self._capitals = book.build(Capitals)

    def of(self, name: Name, setting: Setting, on: str | None) -> Body:
        """The body that a name stands for, or its head: `Chủ tịch Ủy ban nhân dân tỉnh Bắc Ninh`."""
        body = self._untitled(name, setting, on)
        return body._replace(name=f"{name.title[:1].upper()}{name.title[1:]} {body.name}".strip()) if name.title else body

    def under(self, name: Name, above: Body | None, setting: Setting, on: str | None) -> Body:
        """The body that a name of a letterhead stands for below that of its superior."""
        if above is None:
            return self.of(name, setting, on)
        if name.place is None and name.base is None and name.title is None and above.id:
            words = alike(name.core)
            if id_ := self._register.short(words, above.id, on):
                return self.central(id_, 1.0)
            if organ := self._register.organ(words, above.id):
                return self.organ_of(organ, above)
            if beside := self._beside(name, above, on):
                return beside
        if name.sort == "organ" and name.base is None:
            return self._branch(name, above, setting, on)
        body = self.of(name, replace(setting, province=above.province or setting.province), on)
        if body.id and body.province and body.province == above.province:
            return body._replace(certainty=above.certainty)
        return self._with_tail(name, body, above, on)

    def local(self, id: str, level: str, province: str | None, unit: str | None, on: str | None, certainty: float) -> Body:  # noqa: A002
        """A local body of a province, or of a district or commune (`unit`: `xã Hòn Tre`) in it."""
        name = self._register.local_name(id, level, province, unit, on)
        return Body(name, self._register.local_id(id, level, province, unit), self._register.rank(id, level), province, certainty)

    def central(self, id: str, certainty: float) -> Body:  # noqa: A002
        """A body that there is once."""
        entry = self._register.entries[id]
        return Body(entry["name"], id, entry["rank"], None, certainty)

    def organ_of(self, organ: str, base: Body) -> Body:
        """An organ of a body: itself where it issues in its own name, else the body's voice."""
        entry = self._register.entries[organ]
        id_ = (f"{organ}.{base.id}" if base.id else None) if entry.get("own") else base.id
        rank = None if base.rank is None else min(10, base.rank + int(entry.get("rank") or 0))
        return Body(f"{entry['name']} {base.name}", id_, rank, base.province, base.certainty)

    def joint(self, one: Body, other: Body) -> Body | None:
        """Both, where they issue together: two bodies of one rank under one superior, neither above the other."""
        entries = self._register.entries
        if not (one.id and other.id) or one.id == other.id or one.id not in entries or other.id not in entries:
            return None
        first, second = entries[one.id], entries[other.id]
        if first["rank"] != second["rank"] or first.get("parent") != second.get("parent"):
            return None
        return Body(f"{one.name}, {other.name}", one.id, one.rank, None, 0.9)

    def _untitled(self, name: Name, setting: Setting, on: str | None) -> Body:
        if name.sort == "body":
            id_ = self._register.choose([name.id, *name.rivals], on) or name.id
            return self.central(id_, 1.0 if self._register.holds(id_, on) else 0.9)
        if name.sort == "organ" and name.base:
            return self.organ_of(name.id, self._untitled(name.base, setting, on))
        if name.sort == "local":
            return self._of_place(name, setting, on)
        if name.sort == "head":
            return self._of_head(name, setting)
        return self._of_unit(name, setting, on)

    def _of_unit(self, name: Name, setting: Setting, on: str | None) -> Body:
        place = name.place
        province = (place.province if place else None) or self._places.on(setting.province, on)
        core = self._capitals.sentence(name.core, name.head)
        tail = f" {self._written(place, province, on)}" if place else ""
        base = f"{name.link}{self._untitled(name.base, setting, on).name}" if name.base else ""
        return Body(core + tail + base, None, None, province if place else setting.province, 0.6 if name.id else 0.3)

    def _of_head(self, name: Name, setting: Setting) -> Body:
        """The head of the body that issues the dispatch, where his title fits it: `Bộ trưởng` of a ministry."""
        if name.id == "bo_truong" and setting.issuer and setting.issuer.startswith("Bộ "):
            return Body(setting.issuer, setting.issuer_id, 3, None, 0.7)
        return Body("", "chinh_phu" if name.id == "pho_ttg" else None, None, None, 0.5)

    def _of_place(self, name: Name, setting: Setting, on: str | None) -> Body:
        entry = self._register.entries[name.id]
        place = name.place
        home = self._places.on(setting.province, on)
        if place is None:
            if home and PROVINCE in entry["levels"]:
                return self.local(name.id, PROVINCE, home, None, on, 0.95 if entry.get("alone") else 0.6)
            return Body(entry["name"], None, self._register.rank(name.id), None, 0.5)
        if place.level == PROVINCE:
            if place.name and place.province:
                return self.local(name.id, PROVINCE, place.province, None, on, 1.0)
            if home and (place.kind in (None, "tỉnh") or self._places.kind(home, on) == place.kind):
                return self.local(name.id, PROVINCE, home, None, on, 0.95)
            return Body(f"{entry['name']} {place.kind}", None, self._register.rank(name.id), None, 0.4)
        province = place.province or self._places.on(setting.province, on)
        if place.name is None:
            return self._home_unit(name.id, place, province, setting, on)
        return self.local(name.id, place.level, province, f"{place.kind} {place.name}", on, 0.95)

    def _home_unit(self, id: str, place: Place, province: str | None, setting: Setting, on: str | None) -> Body:  # noqa: A002
        """`UBND xã` in a dispatch of that commune; else nobody knows which."""
        home = self._register.place_of(setting.issuer_id or "")
        if home and home[2] and home[0] == place.level:
            return self.local(id, place.level, home[1], home[2], on, 0.9)
        return Body(f"{self._register.entries[id]['name']} {place.kind}", None, self._register.rank(id, place.level), province, 0.5)

    def _beside(self, name: Name, above: Body, on: str | None) -> Body | None:
        """A local body in the place of the one above it: `VĂN PHÒNG HĐND VÀ UBND` below `UBND XÃ X`."""
        place = self._register.place_of(above.id or "")
        if name.sort != "local" or place is None or place[0] not in self._register.entries[name.id]["levels"]:
            return None
        return self.local(name.id, place[0], place[1], place[2], on, above.certainty)

    def _branch(self, name: Name, above: Body, setting: Setting, on: str | None) -> Body:
        """The local branch of a central body that only its committee names: `BCH TỈNH X` below `ĐOÀN TNCS HỒ CHÍ MINH`."""
        place = name.place
        words = f"{name.core} {above.name}"
        if place is None:
            return Body(words, above.id, above.rank, above.province, 0.6)
        province = place.province or self._places.on(setting.province, on)
        branch = next(
            (i for i, e in self._register.entries.items() if e.get("parent") == above.id and place.level in e.get("levels", ())), None
        )
        unit = f"{place.kind} {place.name}" if place.level in (DISTRICT, COMMUNE) and place.name else None
        id_ = self._register.local_id(branch, place.level, province, unit) if branch else None
        return Body(f"{words} {self._written(place, province, on)}", id_, None, province, 0.8)

    def _with_tail(self, name: Name, body: Body, above: Body, on: str | None) -> Body:
        """A unit's name with what tells it from its namesakes elsewhere: its place, or its superior."""
        entry = self._register.entries.get(name.id, {})
        if name.sort != "unit" or name.place is not None or not entry.get("tail"):
            return body
        if name.id == "truong_hoc" and above.name.startswith("Đại học"):
            return body._replace(name=f"{body.name} - {above.name}")
        if entry["tail"] == "parent":
            where = above.name.removeprefix("Ủy ban nhân dân ")
            return body._replace(name=f"{body.name} {where}", province=above.province)
        if above.province and not self._places.ends_in_place(alike(body.name)):
            unit = (self._register.place_of(above.id or "") or ("", "", None))[2]
            return body._replace(name=f"{body.name} {unit or self._places.full(above.province, on)}", province=above.province)
        return body

    def _written(self, place: Place, province: str | None, on: str | None) -> str:
        """A place with its kind, a bare `tỉnh` as that of the setting."""
        if place.level == PROVINCE and province and (place.name is None or place.province):
            return self._places.full(province, on)
        return f"{place.kind} {place.name}" if place.name else str(place.kind)
