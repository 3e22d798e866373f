"""A made-up administration: provinces and ministries that number, cite, misprint and merge, with the truth known.

    python -m tests.bench.administration 10000 30000 100000    right, wrong, abstained; seconds, memory, cold starts
    python -m tests.bench.administration 3000 --wrong 20       and the first mentions that are bound to another's document

Each province and ministry has its own numbers, anew every year; provinces merge on 2025-07-01 and begin anew, ministries on
2025-03-01. Seven of ten documents are in hand, the others only cited. Writers repeat what they have cited by number
alone, leave out a day or an issuer where it is their own, mistype symbols, days and numbers, and name a moved body by its new name.
A mention is *ambiguous* where what it says is true of two documents or more that were there by then, in hand or not, or where it gives
neither day nor title: such a number is some document's of every year.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

from pipeline import rulebook
from pipeline.agencies.register import Register
from pipeline.binding.kinship import Kinship
from pipeline.binding.likeness import dates_agree, number_of
from pipeline.model import Links, Mention, Paper
from pipeline.resolve import resolve
from pipeline.rulebook import Entry
from pipeline.store import access, save
from pipeline.store.rows import FileRows, Row

MERGER = "2025-07-01"
WORDS = """
tăng cường quản lý nhà nước triển khai công tác bình đẳng giới chuyển đổi số cải cách hành chính đầu tư xây dựng phòng chống thiên tai an
toàn thực phẩm giáo dục y tế đất đai môi trường khoáng sản giao thông nông thôn mới giảm nghèo dân tộc trẻ em người cao tuổi ngân sách
"""
SERIES = ("QĐ", "KH", "TB", "CT", "")
UNITS = ("VX", "TH", "KT", "NC")
FORMS = (  # how a document is cited, in a thousand
    *(("full", 800), ("again", 100), ("short", 30), ("year", 15), ("own", 20), ("undated", 6), ("bare", 3)),
    *(("symbol", 8), ("day", 5), ("zero", 5), ("spelling", 5), ("number", 1), ("heir", 2)),
)
RELATIONS = (*("mentions",) * 120, *("implements",) * 30, *("based_on",) * 35, *("replies_to",) * 10, *("guides",) * 4)
QUERIES = (
    *("cites", "cited-by", "chain", "chain --down", "path", "unimplemented --limit 50", "unimplemented --agency", "unresolved --limit 50"),
    *("superseded --limit 50", "answers --as-of 2026-12-31 --limit 50", "stats"),
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


class Tally(NamedTuple):
    """How mentions were bound."""

    right: Counter[tuple[str, bool]]  # form, whether ambiguous
    wrong: Counter[tuple[str, bool]]
    apart: Counter[tuple[str, bool]]
    mistaken: list[tuple[str, str]]  # mention, the document that it was bound to

    def share(self) -> float:
        """Of the mentions that are not ambiguous, those that are right."""
        right, others = (sum(n for (_, doubt), n in c.items() if not doubt) for c in (self.right, self.wrong + self.apart))
        return right / (right + others)

    def wrong_among_ambiguous(self) -> int:
        """Ambiguous mentions that are bound to another's document."""
        return sum(n for (_, doubt), n in self.wrong.items() if doubt)


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


def counted(one: Administration, links: Links) -> Tally:
    """How many mentions are bound to their document, to another's, to none that is anybody's."""
    home: dict[str, int] = {document: int(dispatch.split("-")[0], 16) for dispatch, document in links.held.items()}
    votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for link in links.links:
        votes[link.document][one.truth[link.citation]] += 1
    best: dict[int, tuple[int, str]] = {home[d]: (1 << 40, d) for d in home}
    for document, counts in sorted(votes.items()):
        if document not in home:
            thing, n = min(counts.items(), key=lambda item: (-item[1], item[0]))
            home[document] = thing
            best[thing] = max(best.get(thing, (0, "")), (n, document))
    tally = Tally(Counter(), Counter(), Counter(), [])
    for link in links.links:
        thing = one.truth[link.citation]
        kind = (one.forms[link.citation], link.citation in one.ambiguous)
        if best.get(thing, (0, ""))[1] == link.document:
            tally.right[kind] += 1
        elif home[link.document] != thing:
            tally.wrong[kind] += 1
            tally.mistaken.append((link.citation, link.document))
        else:
            tally.apart[kind] += 1
    return tally


def _things(count: int, register: Register, places: Sequence[Entry], random: Random) -> Iterator[Thing]:
    """Documents of provinces and ministries, numbered as these do."""
    provinces = [e["id"] for e in places if e["id"].startswith("p63:")]
    ministries = [e for e in register.bodies if e.get("parent") == "chinh_phu" and e.get("symbols") and e["rank"] == 3]
    numbers: Counter[tuple[str, str, str]] = Counter()
    for _ in range(count):
        year = random.choice((2021, 2022, 2023, 2024, 2025, 2025, 2026))
        date = f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        series, held, home = random.choice(SERIES), random.random() < 0.7, -1
        if random.random() < 0.85:
            home = random.randrange(len(provinces))
            place = provinces[home]
            if date >= MERGER:
                place = register.places.known(place).successor or place  # type: ignore[union-attr]
            id_ = f"ubnd_tinh@{place}"
            name, code = register.local_name("ubnd", "tinh", place, None, date), "UBND"
        else:
            there = [m for m in ministries if register.holds(m["id"], date)]
            body = random.choice(there)
            id_, name, code = body["id"], body["name"], body["symbols"][0]
        numbers[id_, series, date[:4]] += random.choice((1, 1, 1, 2))
        number = numbers[id_, series, date[:4]]
        key = f"{number}/{series}-{code}" if series else f"{number}/{code}-{random.choice(UNITS)}"
        title = " ".join(random.choices(WORDS.split(), k=random.randint(6, 10)))
        yield Thing(key, series or "CV", date, name, id_, title, home, held)


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
        if form in ("again", "short"):
            if not cited:
                continue
            target = random.choice(list(cited))
        else:
            chosen = known.cited(i, random)
            if chosen is None or chosen == i or chosen in cited:
                continue
            target = chosen
        mention = _mention(f"{id_}-c{j}", j * 100, one.things[target], thing, form, cited.get(target), random)
        if form not in ("again", "short"):
            others = known.meant(mention, thing) - {target}
            same = [m.date for m in cited.values() if number_of(mention.key or "") == number_of(m.key or "")]
            same += [thing.date] if number_of(mention.key or "") == number_of(thing.key) else []
            if same and not (mention.date and all(same)):
                continue  # two of one number in one dispatch: who writes so gives the days
            if form == "number" and others and not mention.title:
                continue  # it says in every word that it is another: nobody can tell
            cited[target] = mention
            if others or not (mention.date or mention.title):
                one.ambiguous.add(mention.id)
        elif cited[target].id in one.ambiguous:
            one.ambiguous.add(mention.id)
        mentions.append(mention)
        one.truth[mention.id], one.forms[mention.id] = target, form
    keys = [thing.key, *(m.key or "" for m in cited.values())]
    one.ambiguous |= {m.id for m in mentions if one.forms[m.id] == "again" and _twice(m, keys)}
    return Paper(
        id_, f"{i:07}.txt", 0, "issued", thing.key, thing.doc_type, thing.date, thing.issuer, thing.issuer_id, thing.title, tuple(mentions)
    )


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
        key = f"{number}/{symbol[:i]}{random.choice('XĐQZ')}{symbol[i + 1 :]}"
    elif form == "day":
        date = _slip(date, random)
    elif form == "zero":
        key = f"0{key}"
    elif form == "spelling":
        key = key.replace("Đ", "D") if "Đ" in key else key.replace("-", "", 1)
    elif form == "number":
        i = random.randrange(len(number))
        key = f"{number[:i]}{random.choice('0123456789')}{number[i + 1 :]}/{symbol}"
    elif form == "heir" and target.home < 0 and date < "2025-03-01" <= by.date:
        issuer, issuer_id = "Bộ Nội vụ", "bnv" if target.issuer_id == "bldtbxh" else issuer_id
    return Mention(id_, key, key, target.doc_type, date, issuer, issuer_id, title, method, antecedent, at, at + 40)


def _slip(date: str, random: Random) -> str:
    """A day with one digit other than it is."""
    day = int(date[8:])
    return f"{date[:8]}{random.choice([d for d in (day - 1, day + 1, day - 10, day + 10) if 1 <= d <= 28]):02}"


# as a database, for the time that questions take


def written(one: Administration, links: Links, path: Path) -> None:
    """The database of it."""
    with save.held(path):
        db = save.opened(path)
        with db.atomic():
            for start in range(0, len(one.papers), 2000):
                save.put(db, [_rows(p) for p in one.papers[start : start + 2000]], new=True)
            save.bind(db, links)
            save.set_agencies(db, rulebook.shared().build(Kinship).register({p.issuer_id or "" for p in one.papers}))
            save.tally(db)
            save.begin_run(db, "2026-01-01", "bench", "bench", "bench")
            save.end_run(db, "2026-01-01", "2026-01-01", len(one.papers), 0, 0.0)
            save.complete(db)
        save.closed(db)


def _rows(p: Paper) -> FileRows:
    header: Row = (None, None, p.key, p.doc_type, None, p.date, None, p.issuer, p.issuer_id, None, p.subject)
    blank: Row = (None,) * (22 - len(header))
    number = int(p.id.split("-")[0], 16)
    digest, own = f"{number:012x}", p.id
    text = " ".join((p.key or "", p.subject or "", *(m.key or "" for m in p.mentions)))
    found = (None, None, 0, 1, "bench", 1.0, None)
    tables: dict[str, list[Row]] = {
        "files": [(p.file, digest, len(text), "text", None, "ok", None, None, "bench")],
        "texts": [(p.file, text)],
        "dispatches": [(own, p.file, 0, p.status, *header, *blank, None, 0, len(text), None)],
        "citations": [_citation_row(own, p, i) for i in range(len(p.mentions))],
        "recipients": [
            (own, 0, "addressee", "Sở Nội vụ" if "@" in (p.issuer_id or "") else "UBND các tỉnh", *found),
            (own, 1, "copy", "Bộ Nội vụ", None, "bnv", *found[2:]),
        ],
    }
    if number % 10 == 0 and p.date:
        due = f"{int(p.date[:4]) + number // 10 % 2}-12-15"
        tables["tasks"] = [(f"{own}-t0", own, 0, None, "Báo cáo kết quả", None, "báo cáo", None, None, 0, 1, None, "bench", 1.0, None)]
        tables["deadlines"] = [(f"{own}-d0", own, "15/12", None, due, None, "before", 0, *(None,) * 5, 0, 0, 1, None, "bench", 1.0, None)]
        tables["task_deadlines"] = [(f"{own}-t0", f"{own}-d0")]
    return FileRows(p.file, digest, "ok", tables, [(own, text)])


def _citation_row(own: str, p: Paper, i: int) -> Row:
    m = p.mentions[i]
    dice = crc32(m.id.encode())
    relation = "replaces" if dice % 2003 == 0 else RELATIONS[dice % len(RELATIONS)]
    within, stated = (p.mentions[i - 1].id, "implements") if i % 9 == 8 else (None, None)
    return (
        *(m.id, own, None, relation, "body", m.key, m.key, m.raw_key, m.doc_type, m.date, m.issuer, m.title, None),
        *(m.method, m.start, m.end, None, "bench", 1.0, None, m.issuer_id, m.key, m.method, m.antecedent, within, None),
        *(None, None, None, stated),
    )


def cold_starts(path: Path) -> dict[str, float]:
    """Seconds that each question takes, from the start of the program to its end: the best of three."""
    db = access.opened(path)
    top = db.execute("SELECT document FROM citations GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    low = db.execute("SELECT document FROM dispatches ORDER BY promulgation_date DESC, id LIMIT 1").fetchone()[0]
    agency = db.execute("SELECT issuer_id FROM dispatches GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    db.close()
    found = {}
    for query in QUERIES:
        words = query.split()
        more = {"cites": [low], "cited-by": [top], "chain": [top] if "--down" in words else [low], "path": [low, top]}.get(words[0], [])
        if "--agency" in words:
            more = [agency]
        command = [str(Path(sys.executable).with_name("congvan")), *words, *more, "--json", "--db", str(path)]
        best = 99.0
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            best = min(best, time.perf_counter() - start)
        found[query] = best
    return found


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> None:
    """Prints figures."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    show = int(arguments.pop()) if "--wrong" in sys.argv else 0
    for size in map(int, arguments or ["10000"]):
        if len(arguments) > 1:  # memory is counted from the start of a process
            subprocess.run([sys.executable, "-m", "tests.bench.administration", str(size)], check=True)
            continue
        one = made(size)
        before = _megabytes()
        start = time.process_time()
        links = resolve(one.papers)
        seconds = time.process_time() - start
        tally = counted(one, links)
        kinds = (tally.right, tally.wrong, tally.apart)
        sums = [{d: sum(n for (_, doubt), n in c.items() if doubt is d) for d in (False, True)} for c in kinds]
        print(f"{len(one.papers)} dispatches, {len(links.links)} mentions, {len(links.documents)} documents: {seconds:.1f} s")
        print(f"  {seconds / len(links.links) * 1e6:.1f} µs a mention, {_megabytes()} MB ({before} before)")
        for doubt in (False, True):
            right, wrong, apart = (c[doubt] for c in sums)
            name = "ambiguous" if doubt else "plain"
            print(f"  {name}: {right} right, {wrong} wrong, {apart} abstained ({right / max(1, right + wrong + apart):.4%} right)")
        for form, _ in FORMS:
            counts = {"right": tally.right, "wrong": tally.wrong, "abstained": tally.apart}
            print(f"    {form}", *(f"{name} {c[form, False]} + {c[form, True]}" for name, c in counts.items()), sep="; ")
        for citation, document in tally.mistaken[:show]:
            mention = next(m for p in one.papers for m in p.mentions if m.id == citation)
            print("  ", json.dumps(mention._asdict(), ensure_ascii=False), one.things[one.truth[citation]], document, sep="\n     ")
        if not show:
            with tempfile.TemporaryDirectory() as folder:
                written(one, links, Path(folder) / "congvan.db")
                for query, taken in cold_starts(Path(folder) / "congvan.db").items():
                    print(f"  {taken:.2f} s  {query}")


if __name__ == "__main__":
    main()
