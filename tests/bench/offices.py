"""A made-up administration: provinces and ministries that number, cite, misprint and merge, with the truth known.

Each office numbers every series anew each year; the numbers rise with the days, and several papers are often signed on one day. Some
provinces number their letters anew for each unit, so that one letter of the symbol tells two papers of one number and day apart.
Provinces merge on 2025-07-01 and begin anew under another id; ministries merge on 2025-03-01 and begin anew under the same name and
symbol. Seven of ten documents are in hand, the others only cited. Writers repeat what they have cited by number alone, leave out a day
or an issuer where it is their own, mistype symbols, days and numbers, name a moved body by its new name, and call their own what
their province is heir to.

A mention is *ambiguous* where what it says is true of two documents or more that were there by then, in hand or not, or where it gives
neither day nor title: such a number is some document's of every year.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple
from zlib import crc32

from pipeline import rulebook
from pipeline.agencies.register import Register
from pipeline.binding.kinship import Kinship
from pipeline.binding.likeness import dates_agree, number_of
from pipeline.model import Mention, Paper
from pipeline.rulebook import Entry

MERGER = "2025-07-01"  # of provinces
BEFORE_REFORM, REFORM = "2025-02-28", "2025-03-01"  # of ministries
WORDS = """
tăng cường quản lý nhà nước triển khai công tác bình đẳng giới chuyển đổi số cải cách hành chính đầu tư xây dựng phòng chống thiên tai an
toàn thực phẩm giáo dục y tế đất đai môi trường khoáng sản giao thông nông thôn mới giảm nghèo dân tộc trẻ em người cao tuổi ngân sách
"""
SERIES = ("QĐ", "KH", "TB", "CT", "QC", "")
UNITS = ("VX", "VP", "TH", "KT", "NC", "NV")
LETTERS = "CDĐHKLNPQTVXZ"  # that are typed instead of others
BUSY = 0.4  # share of papers that are signed on a day on which their office signs others of the series
FORMS = (  # how a document is cited, in a thousand
    *(("full", 790), ("again", 100), ("short", 30), ("year", 15), ("own", 20), ("undated", 6), ("bare", 3)),
    *(("symbol", 8), ("day", 5), ("zero", 5), ("spelling", 5), ("number", 2), ("heir", 4), ("place", 7)),
)


class Thing(NamedTuple):
    """A document, as it truly is."""

    key: str
    doc_type: str
    date: str
    issuer: str
    issuer_id: str
    title: str
    home: int  # of a province: its place in the list; of a ministry: -1
    held: bool


@dataclass
class Administration:
    """Dispatches, and which document each of their mentions means."""

    things: list[Thing]
    papers: list[Paper] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)  # mention -> document
    forms: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)


def made(size: int, seed: int = 1) -> Administration:
    """An administration of so many dispatches in hand."""
    book, random = rulebook.shared(), Random(seed)
    things = sorted(
        _things(int(size / 0.7), book.build(Register), book.entries("provinces", "provinces"), random), key=lambda t: (t.date, t.key)
    )
    one = Administration(things)
    known = _Known(things, book.build(Kinship))
    for i, thing in enumerate(things):
        if thing.held:
            one.papers.append(_paper(i, one, known, random))
    return one


def _things(count: int, register: Register, places: Sequence[Entry], random: Random) -> Iterator[Thing]:
    """Documents of provinces and ministries, numbered as these do: by office, series, term of the office, day."""
    provinces = [e["id"] for e in places if e["id"].startswith("p63:")]
    ministries = [e for e in register.bodies if e.get("parent") == "chinh_phu" and e.get("symbols") and e["rank"] == 3]
    merged = {heir for e in register.bodies if e.get("valid_to") == BEFORE_REFORM for heir in e.get("successor", ())}
    days: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    books: defaultdict[tuple[str, str, str, str, bool], list[tuple[str, int, float, str, str]]] = defaultdict(list)
    for _ in range(count):
        year = random.choice((2021, 2022, 2023, 2024, 2025, 2025, 2026))
        date = f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        series, home = random.choice(SERIES), -1
        if random.random() < 0.85:
            home = random.randrange(len(provinces))
            office, code = provinces[home], "UBND"
        else:
            body = random.choice([m for m in ministries if register.holds(m["id"], date)])
            office, code = body["id"], body["symbols"][0]
        if (there := days[office, series, date[:4]]) and random.random() < BUSY:
            date = random.choice(there)
            if home < 0 and not register.holds(office, date):
                continue
        there.append(date)
        if home >= 0 and date >= MERGER:
            office = register.places.known(office).successor or office  # type: ignore[union-attr]
        unit = "" if series else random.choice(UNITS)
        apart = unit if home >= 0 and crc32(office.encode()) % 3 == 0 else ""
        books[office, series, apart, date[:4], date >= REFORM and office in merged].append((date, home, random.random(), code, unit))
    for (office, series, *_), papers in books.items():
        number = 0
        for date, home, order, code, unit in sorted(papers):
            number += 1 + (order < 0.25)
            key = f"{number}/{series}-{code}" if series else f"{number}/{code}-{unit}"
            id_ = f"ubnd_tinh@{office}" if home >= 0 else office
            name = register.local_name("ubnd", "tinh", office, None, date) if home >= 0 else register.entries[office]["name"]
            title = " ".join(random.choices(WORDS.split(), k=random.randint(6, 10)))
            yield Thing(key, series or "CV", date, name, id_, title, home, random.random() < 0.7)


class _Known:
    """Finds documents: to cite, and such that a mention may mean."""

    def __init__(self, things: list[Thing], kinship: Kinship) -> None:
        self.things, self.kinship = things, kinship
        self.dates = [t.date for t in things]
        self.by_home: defaultdict[str, list[int]] = defaultdict(list)
        self.by_number: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for i, thing in enumerate(things):
            self.by_home[self.place(thing)].append(i)
            self.by_number[number_of(thing.key)].append(i)
        self.central = [i for i, t in enumerate(things) if t.home < 0]

    def place(self, thing: Thing) -> str:
        return min(self.kinship.line(thing.issuer_id)) if thing.home < 0 else sorted(self.kinship.line(thing.issuer_id))[0]

    def cited(self, at: int, random: Random) -> int | None:
        """A document that was there before: one of one's own, of the centre, or, seldom, of anybody."""
        r = random.random()
        pool = self.by_home[self.place(self.things[at])] if r < 0.5 else self.central if r < 0.9 else None
        if pool is None:
            return random.randrange(at) if at else None
        last = bisect_right(pool, at - 1)
        if not last:
            return None
        return pool[int(last * random.random() ** 3)] if random.random() < 0.5 else pool[random.randrange(max(0, last - 500), last)]

    def meant(self, said: Mention, by: Thing) -> set[int]:
        """The documents of which all is true that a mention says."""
        found = set()
        for i in self.by_number[number_of(said.key or "")]:
            thing = self.things[i]
            if thing.date > by.date or not dates_agree(thing.date, said.date):
                continue
            if said.issuer_id and not self.kinship.kin(said.issuer_id, None, thing.issuer_id, None):
                continue
            if said.issuer_id or thing.home < 0 or self.kinship.one_heir(thing.issuer_id, by.issuer_id):
                found.add(i)
        return found


def _paper(i: int, one: Administration, known: _Known, random: Random) -> Paper:
    thing, id_ = one.things[i], f"{i:012x}-0"
    mentions: list[Mention] = []
    cited: dict[int, Mention] = {}
    for j in range(random.choice((3, 6, 12))):
        form = random.choices([f for f, _ in FORMS], [n for _, n in FORMS])[0]
        again = form in ("again", "short", "place")
        if again:
            if not cited:
                continue
            target = random.choice(list(cited))
        else:
            chosen = known.cited(i, random)
            if chosen is None or chosen == i or chosen in cited:
                continue
            target = chosen
        mention = _mention(f"{id_}-c{j}", j * 100, one.things[target], thing, form, cited.get(target), random)
        if not again:
            others = known.meant(mention, thing) - {target}
            if _two_of_a_number(mention, thing, cited.values()):
                continue  # who writes so gives the days
            if form in ("number", "symbol") and others and not (mention.title and any(one.things[t].held for t in (target, *others))):
                continue  # it says in every word that it is another, or no paper in hand has either title: nobody can tell
            cited[target] = mention
            if others or not (mention.date or mention.title):
                one.ambiguous.add(mention.id)
        elif cited[target].id in one.ambiguous or (form == "place" and known.meant(mention, thing) - {target}):
            one.ambiguous.add(mention.id)
        mentions.append(mention)
        one.truth[mention.id], one.forms[mention.id] = target, form
    keys = [thing.key, *(m.key or "" for m in cited.values())]
    one.ambiguous |= {m.id for m in mentions if one.forms[m.id] == "again" and _twice(m, keys)}
    return Paper(
        id_, f"{i:07}.txt", 0, "issued", thing.key, thing.doc_type, thing.date, thing.issuer, thing.issuer_id, thing.title, tuple(mentions)
    )


def _two_of_a_number(mention: Mention, by: Thing, before: Iterable[Mention]) -> bool:
    """Whether a dispatch has this number already, for another document, and one of the two without its day."""
    number = number_of(mention.key or "")
    days = [m.date or "" for m in before if number_of(m.key or "") == number]
    days += [by.date] if number == number_of(by.key) else []
    return bool(days) and min(map(len, (mention.date or "", *days))) < len("2025-01-01")


def _twice(mention: Mention, keys: list[str]) -> bool:
    """Whether a number is that of another, too: of one cited beside it, or of the dispatch."""
    return sum(number_of(key) == number_of(mention.key or "") for key in keys) > 1


def _mention(id_: str, at: int, target: Thing, by: Thing, form: str, before: Mention | None, random: Random) -> Mention:
    key, date, issuer, issuer_id, method, antecedent = target.key, target.date, target.issuer, target.issuer_id, "exact", None
    title: str | None = target.title if random.random() < 0.5 else None
    number, _, symbol = key.partition("/")
    if form in ("again", "short") and before is not None:
        key, date, issuer, issuer_id, title = before.key or key, None, None, None, None  # type: ignore[assignment]
        if form == "short":
            key, method, antecedent = number, "short", before.id
    elif form == "place" and before is not None:
        key, date, title = before.key or key, before.date, before.title  # type: ignore[assignment]
        issuer, issuer_id = _own_place(target, by, before)  # type: ignore[assignment]
    elif form == "year":
        date = date[:4]
    elif form == "own" and (target.home < 0 or target.issuer_id == by.issuer_id):
        issuer, issuer_id = None, None  # type: ignore[assignment]
    elif form in ("undated", "bare"):
        date = None  # type: ignore[assignment]
        if form == "bare":
            issuer, issuer_id, title = None, None, None  # type: ignore[assignment]
    elif form == "symbol":
        i = random.randrange(len(symbol))
        key = f"{number}/{symbol[:i]}{random.choice(LETTERS)}{symbol[i + 1 :]}"
    elif form == "day":
        date = _slip(date, random)
    elif form == "zero":
        key = f"0{key}"
    elif form == "spelling":
        key = key.replace("Đ", "D") if "Đ" in key else key.replace("-", "", 1)
    elif form == "number":
        i = random.randrange(len(number))
        key = f"{number[:i]}{random.choice('0123456789')}{number[i + 1 :]}/{symbol}"
    elif form == "heir" and target.home < 0 and date < REFORM <= by.date:
        issuer, issuer_id = "Bộ Nội vụ", "bnv" if target.issuer_id == "bldtbxh" else issuer_id
    return Mention(id_, key, key, target.doc_type, date, issuer, issuer_id, title, method, antecedent, at, at + 40)


def _own_place(target: Thing, by: Thing, before: Mention) -> tuple[str | None, str | None]:
    """What a province that became heir to a document's issuer calls that: its own name, as of the document's day."""
    kinship = rulebook.shared().build(Kinship)
    if target.home < 0 or target.issuer_id == by.issuer_id or by.issuer_id not in kinship.line(target.issuer_id):
        return before.issuer, before.issuer_id
    return by.issuer, by.issuer_id.replace("@p34:", "@p63:")


def _slip(date: str, random: Random) -> str:
    """A day with one digit other than it is."""
    day = int(date[8:])
    return f"{date[:8]}{random.choice([d for d in (day - 1, day + 1, day - 10, day + 10) if 1 <= d <= 28]):02}"
