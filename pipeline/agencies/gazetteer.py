"""Where things are: provinces as they were on a day, their communes and districts, and how their names are written."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, lower

PROVINCE, DISTRICT, COMMUNE = "tinh", "huyen", "xa"  # levels of local bodies
KINDS = {  # word for the kind of unit, as it is compared -> in full
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
    "thủ đô": "thành phố",
    "tp": "thành phố",
    "tp.": "thành phố",
    "t.p": "thành phố",
    "t.p.": "thành phố",
    "t. phố": "thành phố",
    "huyện": "huyện",
    "h.": "huyện",
    "quận": "quận",
    "q.": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "tx.": "thị xã",
    "xã": "xã",
    "phường": "phường",
    "p.": "phường",
    "đặc khu": "đặc khu",
    "thị trấn": "thị trấn",
    "tt.": "thị trấn",
}
_KINDS_BY_LETTER = {first: sorted((k for k in KINDS if k[0] == first), key=len, reverse=True) for first in {k[0] for k in KINDS}}
LEVELS = {
    "huyện": DISTRICT,
    "quận": DISTRICT,
    "thị xã": DISTRICT,
    "xã": COMMUNE,
    "phường": COMMUNE,
    "đặc khu": COMMUNE,
    "thị trấn": COMMUNE,
}
SEAT_LINES_UNTIL = "2011-04-05"  # Thông tư 01/2011/TT-BNV: since then the place line names the province
AREA = "địa bàn "
MAX_WORDS = 6
LONG_NAME = 5  # words of a commune's name; a longer line in capitals goes on with something else
MERGED = "2025-07-01"
TOWNS = ("thị xã", "thành phố")  # districts that a province may be named after, or seated in


class Province(NamedTuple):
    """A province or centrally run city between two days."""

    id: str
    name: str
    kinds: tuple[tuple[str, str], ...]  # (from day, tỉnh or thành phố), earliest first
    seat: str | None
    valid_from: str | None
    valid_to: str | None
    successor: str | None


class Place(NamedTuple):
    """A place as it is written somewhere."""

    end: int  # offset behind it
    level: str  # tinh huyen xa
    kind: str | None  # tỉnh, thành phố, huyện, quận … null where no such word stands
    name: str | None  # in its usual spelling; null where the kind stands alone (`tỉnh`)
    province: str | None  # id where it is certain


class Gazetteer:
    """Knows the places of Viet Nam. Get it by `book.build(Gazetteer)`."""

    def __init__(self, book: Rulebook) -> None:
        self._provinces: dict[str, Province] = {}
        self._named: dict[str, list[str]] = {}  # name as compared -> ids
        self._weak: dict[str, list[str]] = {}  # names that need a word for the kind before them
        self._seats: dict[str, list[str]] = {}
        for entry in book.entries("provinces", "provinces"):
            kinds = (("", str(entry["kind"])), *sorted((entry.get("kinds") or {}).items()))
            one = Province(
                entry["id"], entry["name"], kinds, entry.get("seat"), entry.get("valid_from"), entry.get("valid_to"), entry.get("successor")
            )
            self._provinces[one.id] = one
            for name in (one.name, *entry.get("aliases", ())):
                for form in _forms(name):
                    self._named.setdefault(form, []).append(one.id)
            for name in entry.get("weak", ()):
                self._weak.setdefault(alike(name), []).append(one.id)
            if one.seat:
                self._seats.setdefault(alike(one.seat), []).append(one.id)
        self._units: dict[str, list[tuple[str, str, str]]] = {}  # name as compared -> (kind, name, province)
        for section in ("communes", "districts"):
            for entry in book.entries("provinces", section):
                province = entry["id"].split(":", 1)[1]
                for kind, names in entry.items():
                    if kind != "id":
                        for name in str(names).split("; "):
                            for form in _forms(name):
                                self._units.setdefault(form, []).append((kind.replace("_", " "), name, province))
        self._starts = {name[:2] for name in (*self._named, *self._weak)}

    def provinces(self) -> tuple[Province, ...]:
        """Every province, of all times."""
        return tuple(self._provinces.values())

    def province(self, words: str, on: str | None = None) -> str | None:
        """Id of the province that these words name on a day; null where they name none, or several."""
        folded = " ".join(alike(words).split()).strip(" .,;:")
        if not folded:
            return None
        if (
            (place := self.place_at(folded, folded, 0, len(folded), on))
            and place.end == len(folded)
            and place.level == PROVINCE
            and place.name
        ):
            return self.on(place.province, on) if place.province else None
        if (ids := self._seats.get(folded)) and on and on < SEAT_LINES_UNTIL:
            return self._choose(ids, on)
        return self._of_unit(folded, on)

    def _of_unit(self, folded: str, on: str | None) -> str | None:
        kind, at = kind_at(folded, 0, len(folded))
        units = self._units.get(folded[at:].strip(), [])
        homes = {self.on(p, on) for k, _, p in units if kind in (None, k) and _fits(p, on)}
        return homes.pop() if len(homes) == 1 else None

    def known(self, id: str) -> Province | None:  # noqa: A002
        """The province with this id."""
        return self._provinces.get(id)

    def on(self, id: str | None, on: str | None) -> str | None:  # noqa: A002
        """The province that stands for this one on another day: its successor later; earlier, the one of the same name."""
        one = self._provinces.get(id or "")
        if one is None or on is None:
            return id
        if one.valid_to and on[:10] > one.valid_to and one.successor:
            return self.on(one.successor, on)
        if one.valid_from and _end(on) < one.valid_from:
            earlier = [p for p in self._provinces.values() if p.successor == one.id]
            same = [p for p in earlier if p.name == one.name] or (earlier if len(earlier) == 1 else [])
            return self.on(same[0].id, on) if same else one.id
        return one.id

    def kind(self, id: str, on: str | None = None) -> str:  # noqa: A002
        """`tỉnh` or `thành phố`, as it was on a day."""
        kinds = self._provinces[id].kinds
        return [kind for since, kind in kinds if on is None or since <= on][-1] if on else kinds[0][1]

    def was_city(self, id: str | None) -> bool:  # noqa: A002
        """Whether it was ever centrally run; unknown places may be."""
        return id is None or any(kind == "thành phố" for _, kind in self._provinces[id].kinds)

    def full(self, id: str, on: str | None = None) -> str:  # noqa: A002
        """`tỉnh Lai Châu`, `thành phố Huế`, `Thành phố Hồ Chí Minh`."""
        kind, name = self.kind(id, on), self._provinces[id].name
        return f"{kind.capitalize() if name == 'Hồ Chí Minh' else kind} {name}"

    def place_at(self, folded: str, chars: str, at: int, end: int, on: str | None = None) -> Place | None:
        """The place that is written at `at`: `tỉnh Bắc Ninh`, `TP. Hồ Chí Minh`, `xã Tân Lập`, `Lai Châu`, or a bare `tỉnh`.

        `folded` is `alike(chars)`. A commune or district is known by its capital letters; where all is in
        capitals, by the register of communes, else it runs to the end.
        """
        kind, bare = kind_at(folded, at, end)
        if kind is None:
            return self._province_at(folded, chars, at, end, None, on)
        start = bare
        while start < end and folded[start] in " .":
            start += 1
        if kind in ("tỉnh", "thành phố") and (place := self._province_at(folded, chars, start, end, kind, on)):
            return place
        level = LEVELS.get(kind) or (PROVINCE if kind == "tỉnh" else DISTRICT)
        if kind == "tỉnh":
            return Place(bare, PROVINCE, kind, None, None)
        if unit := self._unit_at(folded, chars, start, end, kind, on):
            name, stop, province = unit
            return Place(stop, level, kind, name, province)
        return Place(bare, PROVINCE if kind == "thành phố" else level, kind, None, None)

    def unit_at(self, folded: str, chars: str, at: int, end: int, kind: str, on: str | None = None) -> Place | None:
        """The district or commune of this kind whose name is written at `at`, without the word for it."""
        unit = self._unit_at(folded, chars, at, end, kind, on) if at < end else None
        return Place(unit[1], LEVELS.get(kind, DISTRICT), kind, unit[0], unit[2]) if unit else None

    def areas(self, chars: str, start: int, end: int, on: str | None = None) -> Iterator[Place]:
        """The provinces in whose area a text says to act: `trên địa bàn tỉnh Lai Châu`."""
        part = chars[start:end]
        folded = alike(part)
        at = folded.find(AREA)
        while at >= 0:
            place = self.place_at(folded, part, at + len(AREA), len(folded), on)
            if place and place.level == PROVINCE and place.kind and place.province:
                yield place
            at = folded.find(AREA, at + 1)

    def names_in(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Where provinces are named, and communes and districts behind the word for their kind; how they are spelled."""
        at = 0
        while at < len(folded):
            kind, start = kind_at(folded, at, len(folded))
            start = at if kind is None else start + 1
            found = None
            for stop in reversed(list(_word_ends(folded, start, len(folded)))):
                words = folded[start:stop]
                usual = self._provinces[self._named[words][0]].name if words in self._named else None
                usual = usual or (self._units[words][0][1] if kind and words in self._units else None)
                if usual:
                    found = (start, stop, usual)
                    break
            if found:
                yield found
            at = found[1] if found else (start if kind else at)
            while at < len(folded) and folded[at].isalnum():
                at += 1
            while at < len(folded) and not folded[at].isalnum():
                at += 1

    def ends_in_place(self, folded: str) -> bool:
        """Whether the last words of a name are a place."""
        words = folded.split()
        return any(" ".join(words[-n:]) in self._named for n in range(1, min(MAX_WORDS, len(words)) + 1))

    def _province_at(self, folded: str, chars: str, at: int, end: int, kind: str | None, on: str | None) -> Place | None:
        if at >= end or not (chars[at].isupper() or folded is chars) or folded[at : at + 2] not in self._starts:
            return None
        for stop in reversed(list(_word_ends(folded, at, end))):
            ids = self._named.get(folded[at:stop]) or (self._weak.get(folded[at:stop]) if kind else None)
            if not ids:
                continue
            id_ = self._choose(ids, on)
            name = self._provinces[id_].name
            if kind is None or on is None or kind == self.kind(id_, on) or on >= MERGED or kind == "tỉnh":
                fits = [i for i in ids if kind in (None, *(k for _, k in self._provinces[i].kinds))]
                if fits or kind == "tỉnh":
                    return Place(stop, PROVINCE, kind, name, id_ if id_ in fits or on else self._choose(fits or ids, on))
            return Place(stop, DISTRICT, kind, name, id_)  # thành phố Lai Châu, a city of its province
        return None

    def _unit_at(self, folded: str, chars: str, at: int, end: int, kind: str, on: str | None) -> tuple[str, int, str | None] | None:
        stops = list(_word_ends(folded, at, end))
        for stop in reversed(stops):
            if (units := self._units.get(folded[at:stop])) and _proper(chars, at):
                homes = {p for k, _, p in units if k == kind and _fits(p, on)}
                if homes or kind not in TOWNS:
                    return units[0][1], stop, homes.pop() if len(homes) == 1 else None
            seats = self._named.get(folded[at:stop]) or self._seats.get(folded[at:stop]) or []
            if seats and kind in TOWNS and _proper(chars, at):  # a town that its province is named after, or seated in
                return recase(chars[at:stop]), stop, self._choose(seats, on)
        if not stops or not (chars[at].isupper() or chars[at].isdigit()):
            return None
        if chars[at].isdigit():
            return chars[at : stops[0]], stops[0], None
        if chars[at:end].isupper() and len(chars[at:end].split()) <= LONG_NAME:  # a letterhead: the name runs to the end
            return recase(chars[at:end].strip()), end, None
        last = None
        for start, stop in zip([at, *(s + 1 for s in stops)], stops, strict=False):
            if not (chars[start].isupper() or chars[start].isdigit()) or folded[start:stop] in ("về", "và"):
                break
            last = stop
        return (chars[at:last], last, None) if last else None

    def _choose(self, ids: list[str], on: str | None) -> str:
        """Of provinces with one name, the one that was there on the day; the latest where no day is given."""
        if on is None:
            return next((i for i in ids if i.startswith("p34")), ids[0])
        return next((i for i in ids if _holds(self._provinces[i], on)), ids[0])


def recase(words: str) -> str:
    """A proper name in capitals as it is usually written: every word with one."""
    return " ".join(w[:1].upper() + lower(w[1:]) if w[1:2] not in ("'", "’") else w[:3].upper() + lower(w[3:]) for w in words.split())


def _forms(name: str) -> set[str]:
    folded = alike(name)
    return {folded, folded.replace(" - ", "-"), folded.replace(" - ", " ")}


def kind_at(folded: str, at: int, end: int) -> tuple[str | None, int]:
    """The word for a kind of unit that stands at `at`, and where it ends."""
    for words in _KINDS_BY_LETTER.get(folded[at : at + 1], ()):
        stop = at + len(words)
        if stop <= end and folded.startswith(words, at) and (stop == end or not folded[stop].isalnum() or words[-1] == "."):
            return KINDS[words], stop
    return None, at


def _word_ends(folded: str, at: int, end: int) -> Iterator[int]:
    """Where the first words from `at` end; a mark other than a blank or a hyphen ends the run."""
    stop, count = at, 0
    while stop < end and count < MAX_WORDS and folded[stop].isalnum():
        while stop < end and (folded[stop].isalnum() or folded[stop] in "'’"):
            stop += 1
        yield stop
        count += 1
        if folded[stop : stop + 3] == " - ":
            stop += 3
        elif stop < end and folded[stop] in " -":
            stop += 1
        else:
            return


def _proper(chars: str, at: int) -> bool:
    return chars[at].isupper() or chars[at].isdigit()


def _holds(one: Province, on: str) -> bool:
    return (one.valid_from is None or one.valid_from <= _end(on)) and (one.valid_to is None or on <= one.valid_to)


def _end(on: str) -> str:
    """The last day that a date of any precision can mean."""
    return on + "-12-31"[len(on) - 4 :] if len(on) < 10 else on


def _fits(province: str, on: str | None) -> bool:
    """Whether a unit of the register was there on the day: communes of today only since the merger, districts only before."""
    return on is None or province.startswith("p34") == (_end(on) >= MERGED)
