"""How the names of bodies are built: heads, bodies, their organs, units, places, and names of many at once."""

from collections.abc import Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.gazetteer import KINDS, PROVINCE, Gazetteer, Place, kind_at
from pipeline.pattern import Pattern, escape
from pipeline.register import Form, Register
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

MAX_UNIT_WORDS = 16
MANY = {"các", "từng", "hai", "ba", "cấp"}
MAX_LIST = 160  # characters of a name of many bodies
SHORT_TITLES = {
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "GĐ": "Giám đốc",
    "TGĐ": "Tổng Giám đốc",
    "CN": "Chủ nhiệm",
    "PCN": "Phó Chủ nhiệm",
}


class Name(NamedTuple):
    """A name, taken apart."""

    start: int
    end: int
    sort: str  # body local organ unit group
    id: str
    title: str | None = None  # in full: Chủ tịch
    core: str = ""  # words of a local body, organ or unit, without its place
    place: Place | None = None
    base: "Name | None" = None  # the body that an organ belongs to
    rivals: tuple[str, ...] = ()  # other central bodies that are written the same


class Reading(NamedTuple):
    """A text to be read for names; offsets are those of its part."""

    folded: str
    chars: str
    hits: Mapping[int, list[tuple[int, Form]]]  # by start: where forms end, longest first
    known: dict[int, Name | None]  # what was read so far
    breaks: tuple[int, ...] = ()  # where the lines of a letterhead begin
    on: str | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return len(self.folded)

    @property
    def capitals(self) -> bool:
        """Whether capitals tell nothing, since all is in them."""
        return bool(self.breaks)


class Naming:
    """Takes names of bodies apart. Get it by `book.build(Naming)`."""

    def __init__(self, book: Rulebook) -> None:
        self._register = book.build(Register)
        self._places = book.build(Gazetteer)
        groups = book.entries("agencies", "groups")
        nouns = [alike(n) for entry in groups for n in entry["nouns"]]
        self._nouns = {n.split()[0] for n in nouns}
        self._weak = {alike(n) for entry in groups for n in entry["weak"]}
        self._stops = {alike(w) for entry in book.entries("agencies", "stops") for w in entry["words"]}
        forms = [*self._register.forms(), *(Form(alike(w), "group", e["id"]) for e in groups for w in e["begins"])]
        self._forms: list[list[Form]] = []
        index: dict[str, int] = {}
        for form in forms:
            if form.words not in index:
                index[form.words] = len(self._forms)
                self._forms.append([])
            self._forms[index[form.words]].append(form)
        self._automaton = AhoCorasick(list(index), matchkind=MatchKind.Standard)
        noun = _either(nouns)
        ending = _either([alike(w) for entry in book.entries("agencies", "endings") for w in entry["words"]])
        mark = r"{_*}(?:,|/|;|và|hoặc|-|&){_*}(?:các{_+})?"
        border = r"(?:[^{W}]|$)"
        endings = rf"(?:{{_*}},?{{_*}}{ending}){{0,3}}{border}"
        self._group = Pattern(
            rf"(?:(?:các|những|mọi|từng|toàn thể){{_+}}{noun}(?:{mark}{noun}){{0,12}}|{noun}(?:{mark}{noun}){{1,12}}){endings}"
        )
        unit = _either([kind for kind in KINDS if kind[-1].isalpha()])
        self._many = Pattern(
            rf"(?:(?:các|từng|hai|ba){{_+}}{unit}(?:{mark}{unit}){{0,5}}|{unit}(?:{{_*}}(?:,|/|và){{_*}}{unit}){{1,5}}){endings}"
        )
        self._level = Pattern(
            rf"(?:(?:các|hai|ba){{_+}})?cấp(?:{{_+}}(?:tỉnh|huyện|xã|cơ sở))?(?:{{_*}},{{_*}}cấp{{_+}}(?:huyện|xã)){{0,2}}{border}"
        )
        lowered = [(entry["id"], alike(w)) for entry in book.entries("agencies", "lower_words") for w in entry["words"]]
        self._links = {w for kind, w in lowered if kind == "links"}
        self._fields: dict[str, list[str]] = {}  # by first word, longest first
        for kind, words in sorted(lowered, key=lambda pair: -len(pair[1])):
            if kind != "links":
                self._fields.setdefault(words.split()[0], []).append(words)

    def reading(self, chars: str, start: int, end: int, breaks: tuple[int, ...] = (), on: str | None = None) -> Reading:
        """`chars[start:end]`, with every form of every name in it."""
        part = chars[start:end]
        folded = alike(part)
        size = len(folded)
        hits: dict[int, list[tuple[int, Form]]] = {}
        for number, first, last in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (first and folded[first - 1].isalnum()) or (last < size and folded[last].isalnum() and folded[last - 1].isalnum()):
                continue
            for form in self._forms[number]:
                if form.exact is None or breaks or part[first:last].replace("Ð", "Đ").replace("–", "-") == form.exact:
                    hits.setdefault(first, []).append((last, form))
        for ends in hits.values():
            ends.sort(key=lambda hit: -hit[0])
        return Reading(folded, part, hits, {}, breaks, on)

    def at(self, reading: Reading, at: int) -> Name | None:
        """The longest name that begins at `at`."""
        if at not in reading.hits:
            return None
        if at not in reading.known:
            reading.known[at] = self._longest(reading, at)
        return reading.known[at]

    def _longest(self, reading: Reading, at: int) -> Name | None:
        best: Name | None = None
        head = at  # where the words end by which we know the best
        for end, form in reading.hits[at]:
            if form.sort == "unit" and best is not None and best.sort != "unit" and end <= head:
                continue  # we know it better
            name = self._try(reading, at, end, form)
            if name is None:
                continue
            if best is None or name.end > best.end or (best.sort == "unit" != name.sort and name.end >= head):
                best, head = name, end
            elif name.end == best.end and name.sort == best.sort == "body":
                best = best._replace(rivals=(*best.rivals, name.id))
        return best

    def all(self, reading: Reading) -> list[Name]:
        """The names of a running text, in order, not overlapping."""
        names: list[Name] = []
        last = 0
        for at in sorted(reading.hits):
            if at >= last and (name := self.at(reading, at)) is not None:
                names.append(name)
                last = name.end
        return names

    def lines(self, reading: Reading) -> list[Name]:
        """The bodies of a letterhead, superior first; what isn't known runs to the next line that begins a name."""
        names: list[Name] = []
        at = 0
        while at < reading.end:
            name = self.at(reading, at)
            if name is None:
                stop = next((b for b in reading.breaks if b > at and self._begins(reading, b)), reading.end)
                name = Name(at, stop, "unit", "", core=reading.chars[at:stop].strip())
            names.append(name)
            at = max(name.end, at + 1)
            while at < reading.end and not reading.folded[at].isalnum():
                at += 1
        return names

    def _try(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        if form.sort == "group":
            return self._group_at(reading, at)
        if form.sort == "title":
            return self._headed(reading, at, end, form)
        if not reading.chars[at].isupper():
            return None
        if form.sort == "body":
            return Name(at, end, "body", form.id)
        if form.sort == "local":
            return self._placed(reading, at, end, form)
        if form.sort == "organ":
            return self._organ(reading, at, end, form)
        return self._unit(reading, at, end, form)

    def _headed(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A head and what he heads: `Giám đốc Sở Xây dựng`; `Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ`."""
        joined = reading.folded.startswith(", ", end)
        start = end + 2 if joined else _skip(reading.folded, end)
        if joined and not any(f.sort == "title" for _, f in reading.hits.get(start, ())):
            return None
        title = SHORT_TITLES.get(form.full, form.full)
        name = self.at(reading, start)
        if name is None:
            return Name(at, end, "body", "chinh_phu", title=title) if form.id == "pho_ttg" and reading.chars[at].isupper() else None
        if joined and name.title is None:
            return None
        return name._replace(start=at, title=f"{title}{', ' if joined else ' '}{name.title}" if name.title else title)

    def _organ(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        base = self.at(reading, _skip(reading.folded, end))
        if base is None or base.title or base.sort in ("group", "unit") or not self._register.has(form.id, base.id):
            return None
        return Name(at, base.end, "organ", form.id, core=self._register.entries[form.id]["name"], base=base)

    def _placed(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A local body with its place, without one, or those of many places."""
        entry = self._register.entries[form.id]
        start = _skip(reading.folded, end)
        plain = Name(at, end, "local", form.id, core=form.full)
        alone = plain if entry.get("alone") or (reading.capitals and start >= reading.end) else None
        if start == end or start >= reading.end:
            return alone
        if stop := self._places_of_many(reading, start):
            return Name(at, stop, "group", form.id)
        place = self._places.place_at(reading.folded, reading.chars, start, reading.end, reading.on)
        if place is None or (place.kind is None and not (entry.get("bare") or entry.get("alone") or reading.capitals)):
            return alone
        if place.level not in entry["levels"]:
            return alone
        if place.level != PROVINCE and place.name and reading.folded.startswith(", ", place.end):
            above = self._places.place_at(reading.folded, reading.chars, place.end + 2, reading.end, reading.on)
            if above and above.kind and above.name and above.level == PROVINCE:
                place = place._replace(end=above.end, province=above.province)
        return Name(at, place.end, "local", form.id, core=form.full, place=place)

    def _places_of_many(self, reading: Reading, start: int) -> int | None:
        """Where `các xã, phường, đặc khu`, `xã, phường` or `cấp xã` ends."""
        word = reading.folded[start : start + 5].split(" ")[0]
        if word not in MANY:
            kind, stop = kind_at(reading.folded, start, reading.end)
            if kind is None or not reading.folded.startswith((",", "/", " và ", " ,", " /"), stop):
                return None
        end = min(reading.end, start + MAX_LIST)
        hit = self._level.match(reading.folded, start, end) or self._many.match(reading.folded, start, end)
        return _trim(reading.folded, start, hit.end()) if hit else None

    def _group_at(self, reading: Reading, at: int) -> Name | None:
        word, _, rest = reading.folded[at : at + 40].partition(" ")
        if not word.endswith(",") and rest.partition(" ")[0].rstrip(",;.") not in self._nouns:
            return None
        hit = self._group.match(reading.folded, at, min(reading.end, at + MAX_LIST))
        if hit is None or reading.folded.endswith(("cán ", "toàn "), 0, at):
            return None
        end = _trim(reading.folded, at, hit.end())
        after = reading.folded[end : end + 2].strip()
        if after[:1].isalnum() and reading.folded[at:end].partition(" ")[2] in self._weak:
            return None  # các vụ cháy, các báo cáo
        place = self._places.place_at(reading.folded, reading.chars, _skip(reading.folded, end), reading.end, reading.on)
        if place and (place.kind or reading.folded[:end].endswith((" tỉnh", " thành phố"))):
            end = place.end
        return Name(at, end, "group", "group")

    def _unit(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A body that isn't in the register: its head word, and the words that run on from it."""
        here, stop, count, place = end, end, 0, None
        capital = False
        while count < MAX_UNIT_WORDS:
            start = _skip(reading.folded, here)
            if start >= reading.end or (start in reading.breaks and self._begins(reading, start)):
                break
            place = self._tail(reading, start)
            if place is not None:
                break
            run = self._run(reading, start, count)
            if run is None:
                break
            here, linking = run
            count += 1
            if not linking:
                stop = here
                capital = capital or reading.chars[start].isupper() or reading.chars[start].isdigit()
        if place is not None and not (capital or place.name or form.id in ("ban_chi_dao",)):
            return None
        if place is None and not capital:
            return None
        return Name(at, place.end if place else stop, "unit", form.id, core=reading.chars[at:stop], place=place)

    def _tail(self, reading: Reading, start: int) -> Place | None:
        """The place at the end of a unit's name."""
        if kind_at(reading.folded, start, reading.end)[0] is None:
            return None
        place = self._places.place_at(reading.folded, reading.chars, start, reading.end, reading.on)
        if place is None or place.kind is None or (reading.capitals and place.end < reading.end and place.end + 1 not in reading.breaks):
            return None
        return place

    def _begins(self, reading: Reading, at: int) -> bool:
        return any(form.sort in ("body", "local", "unit", "organ") for _, form in reading.hits.get(at, ()))

    def _run(self, reading: Reading, at: int, count: int) -> tuple[int, bool] | None:
        """Where the next words of a unit's name end, and whether they only link; null where the name is over."""
        folded, chars = reading.folded, reading.chars
        if chars[at] in "-&,–":
            after = _skip(folded, at + 1)
            goes_on = count and after < reading.end and (chars[after].isupper() if chars[at] != "," or reading.capitals else False)
            return (at + 1, True) if goes_on or (count and self._field(folded, after)) else None
        if not chars[at].isalnum():
            return None
        if (
            chars[at].isupper()
            and not reading.capitals
            and self._begins(reading, at)
            and any(f.sort in ("body", "local") for _, f in reading.hits[at])
        ):
            return None
        stop = at
        while stop < reading.end and (chars[stop].isalnum() or (chars[stop] in "'’./&" and chars[stop + 1 : stop + 2].isalnum())):
            stop += 1
        if field := self._field(folded, at):
            return field, False
        if chars[at].isdigit() or reading.capitals:
            return stop, False
        if chars[at].isupper():
            after = _skip(folded, stop)  # the second syllable of a word is in lower case: Phòng Nội vụ
            second = after
            while second < reading.end and chars[second].islower():
                second += 1
            whole = after == stop + 1 and second > after and folded[after:second] not in self._stops
            return (second, False) if whole and not folded[second : second + 1].isalnum() else (stop, False)
        if count and folded[at:stop] in self._links:
            after = _skip(folded, stop)
            if after < reading.end and (chars[after].isupper() or self._field(folded, after)):
                return stop, True
        return None

    def _field(self, folded: str, at: int) -> int | None:
        """Where a field of work in lower case ends."""
        for words in self._fields.get(folded[at : at + 12].partition(" ")[0].rstrip(",;."), ()):
            end = at + len(words)
            if folded.startswith(words, at) and not folded[end : end + 1].isalnum():
                return end
        return None


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


def _skip(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] == " ":
        at += 1
    return at


def _trim(folded: str, start: int, end: int) -> int:
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return end
