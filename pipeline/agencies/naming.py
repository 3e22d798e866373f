"""How the names of bodies are built: heads, bodies, their organs, units, places, and names of many at once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from pipeline.agencies.gazetteer import KINDS, PROVINCE, Gazetteer, Place, kind_at
from pipeline.agencies.register import Form, Register
from pipeline.agencies.wordrun import WordRuns, Words, skip
from pipeline.lexicon import everywhere
from pipeline.pattern import Pattern, escape
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

QUANTITIES = {"các", "những", "mọi", "từng"}
BARE = ("ubnd", "hdnd", "dang_uy")  # bodies that are named without their place, too
MARKS = ("-", "/", "–")  # an abbreviation beside one is part of a symbol: 12/QĐ-UBND
MANY = {"các", "từng", "hai", "ba", "cấp"}
GO_ON = ("và", "của", "về", "các", "vì", "cho", "với")  # words behind which a name goes on in the next line
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
    sort: str  # body local organ unit group, head: a title alone
    id: str
    title: str | None = None  # in full: Chủ tịch
    core: str = ""  # words of a local body, organ or unit, without its place
    place: Place | None = None
    base: "Name | None" = None  # the body that an organ or unit belongs to
    head: str = ""  # how a unit's name begins, as it is usually written
    link: str = " "  # what joins a unit to it
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

    def words(self, begins: Callable[["Reading", int], bool]) -> Words:
        """It, as words that run on until another name begins."""
        return Words(self.folded, self.chars, lambda at: begins(self, at), self.capitals, self.breaks, self.on)

    @property
    def capitals(self) -> bool:
        """Whether capitals tell nothing, since all is in them."""
        return bool(self.breaks)


class Naming:
    """Takes names of bodies apart. Get it by `book.build(Naming)`."""

    def __init__(self, book: Rulebook) -> None:
        self._register = book.build(Register)
        self._places = book.build(Gazetteer)
        self._runs = book.build(WordRuns)
        groups = book.entries("agencies", "groups")
        nouns = [alike(n) for entry in groups for n in entry["nouns"]]
        self._nouns = {n.split()[0] for n in nouns}
        self._weak = {alike(n) for entry in groups for n in entry["weak"]}
        forms = [*self._register.forms(), *(Form(alike(w), "group", e["id"]) for e in groups for w in (*e["begins"], *e["sure"]))]
        self._forms: list[list[Form]] = []
        index: dict[str, int] = {}
        for form in forms:
            if form.words not in index:
                index[form.words] = len(self._forms)
                self._forms.append([])
            self._forms[index[form.words]].append(form)
        self._proper = [all(form.sort not in ("title", "group") for form in forms) for forms in self._forms]  # begins with a capital
        self._find = everywhere(index)
        noun = _either(nouns)
        ending = _either([alike(w) for entry in book.entries("agencies", "endings") for w in entry["words"]])
        mark = r"{_*}(?:,|/|;|và|hoặc|-|&){_*}(?:các{_+})?"
        border = r"(?:[^{W}]|$)"
        endings = rf"(?:{{_*}},?{{_*}}{ending}){{0,3}}{border}"
        sure = _either([alike(w) for entry in groups for w in entry["sure"]])
        begin = rf"{sure}(?:{mark}{noun}){{0,12}}|(?:các|những|mọi|từng|toàn thể){{_+}}{noun}(?:{mark}{noun}){{0,12}}"
        self._group = Pattern(rf"(?:{begin}|{noun}(?:{mark}{noun}){{1,12}}){endings}")
        offices = _either([n for n in nouns if n.startswith(("cơ quan", "đơn vị"))])
        self._bare = Pattern(rf"{offices}(?:{mark}{noun}){{0,12}}{endings}")
        unit = _either([kind for kind in KINDS if kind[-1].isalpha()])
        self._many = Pattern(
            rf"(?:(?:các|từng|hai|ba){{_+}}{unit}(?:{mark}{unit}){{0,5}}|{unit}(?:{{_*}}(?:,|/|và){{_*}}{unit}){{1,5}}){endings}"
        )
        self._level = Pattern(
            rf"(?:(?:các|hai|ba){{_+}})?cấp(?:{{_+}}(?:tỉnh|huyện|xã|cơ sở))?(?:{{_*}},{{_*}}cấp{{_+}}(?:huyện|xã)){{0,2}}{border}"
        )

    def reading(self, chars: str, start: int, end: int, breaks: tuple[int, ...] = (), on: str | None = None) -> Reading:
        """`chars[start:end]`, with every form of every name in it."""
        part = chars[start:end]
        folded = alike(part)
        size = len(folded)
        hits: dict[int, list[tuple[int, Form]]] = {}
        for number, first, last in self._find(folded):
            if self._proper[number] and not part[first].isupper():
                continue
            if (first and folded[first - 1].isalnum()) or (last < size and folded[last].isalnum() and folded[last - 1].isalnum()):
                continue
            for form in self._forms[number]:
                if form.exact is None or breaks or self._as_written(part, first, last, form.exact):
                    hits.setdefault(first, []).append((last, form))
        for ends in hits.values():
            if len(ends) > 1:
                ends.sort(key=lambda hit: -hit[0])
        return Reading(folded, part, hits, {}, breaks, on)

    def _as_written(self, part: str, first: int, last: int, exact: str) -> bool:
        """Whether an abbreviation stands in its very letters, and not inside a symbol."""
        if part[first - 1 : first] in MARKS or (part[last : last + 1] in MARKS and part[last + 1 : last + 2].isupper()):
            return False
        words = part[first:last]
        return words == exact or words.replace("Ð", "Đ").replace("–", "-") == exact

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
            if best is None or name.end > best.end or (best.sort == "unit" != name.sort and best.title is None and name.end >= head):
                best, head = name, end
            elif name.end == best.end and name.sort == best.sort == "body" and name.title == best.title:
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
            names.append(name._replace(core=reading.chars[at : name.end]) if name.sort == "group" else name)
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
        start = end + 2 if joined else skip(reading.folded, end)
        if joined and not any(f.sort == "title" for _, f in reading.hits.get(start, ())):
            return None
        title = SHORT_TITLES.get(form.full, form.full)
        name = self.at(reading, start)
        if (
            name is None
            and self._register.entries[form.id].get("many")
            and (hit := self._bare.match(reading.folded, start, min(reading.end, start + MAX_LIST)))
        ):
            return Name(at, _trim(reading.folded, start, hit.end()), "group", "group", title=title)
        if name is None:
            return self._alone(reading, at, end, form)
        if joined and (name.title is None or name.sort == "head"):
            return None
        return name._replace(start=at, title=f"{title}{', ' if joined else ' '}{name.title}" if name.title else title)

    def _alone(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A head whose body isn't named: `Bộ trưởng`, `Phó Thủ tướng`."""
        if not reading.chars[at].isupper() or not self._register.entries[form.id].get("alone"):
            return None
        return Name(at, end, "head", form.id, title=form.full)

    def _organ(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        start = skip(reading.folded, end)
        base = self.at(reading, start)
        if base is None and reading.capitals and start < reading.end:
            place = self._kinded(reading, end)
            return Name(at, place.end, "organ", form.id, core=form.full, place=place) if place and place.name else None
        if base is None or base.title:
            return None
        if base.sort == "group":
            return Name(at, base.end, "group", form.id) if reading.folded.startswith("các", base.start) else None
        if not self._register.has(form.id, base.id):
            return None
        return Name(at, base.end, "organ", form.id, core=self._register.entries[form.id]["name"], base=base)

    def _placed(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A local body with its place, without one, or those of many places."""
        entry = self._register.entries[form.id]
        start = skip(reading.folded, end)
        plain = Name(at, end, "local", form.id, core=form.full)
        over = start >= reading.end or start == end or reading.chars[start].islower()
        alone = plain if entry.get("alone") or (over and (reading.capitals or form.id in BARE)) else None
        if start == end or start >= reading.end:
            return alone
        if stop := self._places_of_many(reading, start):
            place = self._kinded(reading, stop)
            return Name(at, place.end if place else stop, "group", form.id)
        if reading.folded.startswith("các ", start) and (many := self.at(reading, start)) and many.sort == "group":
            return Name(at, many.end, "group", form.id)
        kind = next((k for k, name in (entry.get("names") or {}).items() if name == form.full), None)
        look = self._places.place_at if kind is None else partial(self._places.unit_at, kind=kind)
        place = look(reading.folded, reading.chars, start, reading.end, on=reading.on)
        if place is None or (place.kind is None and not (entry.get("bare") or entry.get("alone") or reading.capitals)):
            return alone
        if place.level not in entry["levels"] or (form.full == entry.get("city") and not self._places.was_city(place.province)):
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
        if word in QUANTITIES and rest.partition(" ")[0].rstrip(",;.") not in self._nouns:
            return None
        hit = self._group.match(reading.folded, at, min(reading.end, at + MAX_LIST))
        if hit is None or reading.folded.endswith(("cán ", "toàn "), 0, at):
            return None
        end = _trim(reading.folded, at, hit.end())
        items = [item.strip() for item in reading.folded[at:end].replace(" và ", ",").replace("/", ",").split(",")]
        loose = reading.folded[end : end + 2].strip()[:1].isalnum() and not self._runs.stops(reading.folded, end + 1)
        if loose and items[-1].removeprefix("các ") in self._weak:
            if len(items) <= (1 if items[0].startswith(tuple(QUANTITIES)) else 2):
                return None  # các vụ cháy, các báo cáo
            end = _trim(reading.folded, at, end - len(items[-1]))  # cơ quan, đơn vị, bộ phận
        inner = reading.folded.find(" ", at, end) + 1
        while inner > 0:  # các sở, ban, ngành, Hội Nông dân
            if reading.chars[inner].isupper() and (name := self.at(reading, inner)) and name.end > end:
                end = _trim(reading.folded, at, inner)
                break
            inner = reading.folded.find(" ", inner, end) + 1
        if reading.folded[at:end] in MANY or end <= at:
            return None
        place = self._kinded(reading, end)
        end = place.end if place else end
        for link in (" thuộc ", " trực thuộc "):
            if reading.folded.startswith(link, end) and (name := self.at(reading, end + len(link))) and not name.title:
                return Name(at, name.end, "group", "group")
        return Name(at, end, "group", "group")

    def _kinded(self, reading: Reading, end: int) -> Place | None:
        """The place with its kind that follows a name: `tỉnh`, `Thành phố`, `tỉnh Lai Châu`."""
        start = skip(reading.folded, end)
        if reading.folded.endswith((" tỉnh", " thành phố"), 0, end):  # trên địa bàn tỉnh Lai Châu
            return self._places.place_at(reading.folded, reading.chars, start, reading.end, reading.on) if start - end == 1 else None
        if start - end != 1 or kind_at(reading.folded, start, reading.end)[0] is None:
            return None
        return self._places.place_at(reading.folded, reading.chars, start, reading.end, reading.on)

    def _unit(self, reading: Reading, at: int, end: int, form: Form) -> Name | None:
        """A body that isn't in the register: its head word, and the words that run on from it."""
        head = reading.chars[at:end]
        if not reading.capitals and (head.isupper() != form.full.isupper()):
            return None  # a heading, whose words end nowhere
        entry = self._register.entries[form.id]
        if not (entry.get("alone") or reading.capitals or self._runs.may_begin(reading.folded, reading.chars, end + 1)):
            return None
        run = self._runs.run(reading.words(self._begins), end, about=form.id != "cong_ty")
        if any(reading.folded.startswith(w, end + 1) for w in entry.get("except", ())):
            return None
        if not (run.capital or (entry.get("lower") and run.stop > end)) and (
            run.place is None or run.stop > end or not (run.place.name or entry.get("alone") or reading.capitals)
        ):
            over = reading.capitals or not reading.chars[end : end + 2].strip().isalnum() or self._runs.stops(reading.folded, end + 1)
            return Name(at, end, "unit", form.id, core=head, head=form.full) if entry.get("alone") and over else None
        stop = run.place.end if run.place else run.stop
        core = reading.chars[at : run.stop]
        if not reading.capitals and (base := self._above(reading, stop)):
            return Name(
                at, base.end, "unit", form.id, core=core, head=form.full, place=run.place, base=base, link=reading.chars[stop : base.start]
            )
        return Name(at, stop, "unit", form.id, core=core, head=form.full, place=run.place)

    def _above(self, reading: Reading, stop: int) -> Name | None:
        """The body that a unit is part of: `Vụ Pháp chế - Bộ Nội vụ`, `Phòng Nội chính thuộc Văn phòng Tỉnh ủy`."""
        for link in (" - ", " thuộc ", " trực thuộc ", " "):
            if reading.folded.startswith(link, stop):
                name = self.at(reading, stop + len(link))
                return name if name and name.title is None and name.sort != "group" else None
        return None

    def _begins(self, reading: Reading, at: int) -> bool:
        """Whether a name begins, for sure: not only with a syllable that may be part of another word (Báo chí)."""
        line = at in reading.breaks and at > 0
        if line and (reading.folded[:at].rstrip().rpartition(" ")[2] in GO_ON or reading.folded[:at].rstrip()[-1:] in ",-–&"):
            return False
        for end, form in reading.hits.get(at, ()):
            if form.sort not in ("group", "unit") or (form.sort == "unit" and " " in form.words):
                return True
            others = self._register.entries[form.id].get("except", ()) if form.sort == "unit" else ()
            if line and form.sort == "unit" and not reading.folded.startswith((*tuple(f" {w}" for w in others), ","), end):
                return True
        return False


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


def _trim(folded: str, start: int, end: int) -> int:
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return end
