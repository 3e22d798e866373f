"""The register of bodies: every form of their names, their issuer codes, and what a body's id stands for."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.agencies.gazetteer import COMMUNE, DISTRICT, LEVELS, PROVINCE, Gazetteer
from pipeline.rulebook import Entry, Rulebook
from pipeline.spelling import alike

LEVEL_NAMES = {PROVINCE: "tinh", DISTRICT: "huyen", COMMUNE: "xa"}
BASES = {  # which bodies an organ can belong to -> ids of entries
    "party": {
        "tinh_uy",
        "huyen_uy",
        "dang_uy",
        "hdnd",
        "du_ubnd",
        "ldld",
        "lhpn",
        "hnd",
        "tinh_doan",
        "doan_tn",
        "ccb",
        "mttq",
        "bch_tw",
        "tld",
    },
    "front": {"mttq", "mttq_tw", "tld", "hdnd"},
    "council": {"hdnd"},
}
PARTY_LIKE = ("Đảng ủy ", "Hội ", "Liên đoàn ", "Công đoàn ", "Đoàn Thanh niên", "Tổng Liên đoàn")  # bodies with an elected committee
LONG_CODE = 6  # letters from which on a misprint can be told
UNITS_END = "2025-06-30"


class Form(NamedTuple):
    """One way in which a name is written."""

    words: str  # as compared
    sort: str  # body local organ title unit
    id: str
    exact: str | None = None  # an abbreviation that counts only in these very letters
    full: str = ""  # the name in full


class Row(NamedTuple):
    """A body, as the table `agencies` shows it."""

    id: str
    name: str
    rank: int | None
    level: str | None
    parent: str | None
    valid_from: str | None
    valid_to: str | None
    successor: str | None


class Register:
    """Knows the bodies. Get it by `book.build(Register)`."""

    def __init__(self, book: Rulebook) -> None:
        self.places = book.build(Gazetteer)
        self.entries: dict[str, Entry] = {}
        self._sorts: dict[str, str] = {}
        self._symbols: dict[str, list[str]] = {}
        self._shared: set[str] = set()
        for section, sort in (("bodies", "body"), ("local", "local"), ("organs", "organ"), ("titles", "title"), ("units", "unit")):
            for entry in book.entries("agencies", section):
                self.entries[entry["id"]] = entry
                self._sorts[entry["id"]] = sort
                for code in entry.get("symbols", ()):
                    self._symbols.setdefault(plain_code(code), []).append(entry["id"])
                self._shared |= {plain_code(code) for code in entry.get("shared", ())}
        self.bodies = book.entries("agencies", "bodies")

    def sort(self, id: str) -> str:  # noqa: A002
        """`body local organ title unit`."""
        return self._sorts[id]

    def forms(self) -> Iterator[Form]:
        """Every form of every name."""
        for id_, entry in self.entries.items():
            names = [entry["name"], *entry.get("aliases", ()), *(entry.get("names") or {}).values()]
            if entry.get("city"):
                names.append(entry["city"])
            for name in names:
                exact = name if name == name.upper() and len(name) > 1 else None
                for words in spellings(name):
                    yield Form(words, self._sorts[id_], id_, exact, name)

    def short(self, words: str, parent: str | None, on: str | None) -> str | None:
        """The central body that is written so below its superior's line."""
        fits = [e["id"] for e in self.bodies if e.get("parent") == parent and e.get("short") and alike(e["short"]) == words]
        return self.choose(fits, on)

    def has(self, organ: str, body: str) -> bool:
        """Whether an organ of this kind is part of such a body."""
        of = self.entries[organ]["of"]
        if of == "ministry":
            return self._sorts.get(body) == "body" and self.entries[body].get("parent") == "chinh_phu"
        return (
            of == "any" or body in BASES[of] or (of == "party" and str(self.entries.get(body, {}).get("name", "")).startswith(PARTY_LIKE))
        )

    def organ(self, words: str, body: str) -> str | None:
        """The organ of a body that is written so below its line in a letterhead."""
        head = body.rpartition(".")[2].partition("@")[0]
        level = next((level for level in LEVEL_NAMES if head.endswith(f"_{level}")), "")
        base = head if head in self.entries else head.removesuffix(f"_{level}")
        for id_, entry in self.entries.items():
            if (
                self._sorts[id_] == "organ"
                and self.has(id_, base)
                and any(words in spellings(n) for n in (entry["name"], *entry.get("aliases", ())))
            ):
                return id_
        return None

    def of_symbol(self, code: str, on: str | None) -> str | None:
        """The entry whose issuer code this is on a day; null where it is nobody's or several bodies'."""
        folded = plain_code(code)
        return None if folded in self._shared else self.choose(self._symbols.get(folded, []), on)

    def near_symbol(self, code: str, on: str | None) -> str | None:
        """The one entry whose long issuer code a misprint makes this of: a letter too many, or one too few."""
        folded = plain_code(code)
        if len(folded) < LONG_CODE or folded in self._shared:
            return None
        without = {folded[:i] + folded[i + 1 :] for i in range(len(folded))}
        near = {id_ for shorter in without for id_ in self._symbols.get(shorter, ()) if len(shorter) >= LONG_CODE - 1}
        near |= {
            ids[0]
            for known, ids in self._symbols.items()
            if len(known) == len(folded) + 1 and any(known[:i] + known[i + 1 :] == folded for i in range(len(known)))
        }
        return self.choose(sorted(near), on) if len(near) == 1 else None

    def choose(self, ids: list[str], on: str | None) -> str | None:
        """Of bodies with one name, the one that was there on the day; the latest where no day is given."""
        if len(ids) <= 1:
            return ids[0] if ids else None
        there = [i for i in ids if self.holds(i, on)] if on else [i for i in ids if not self.entries[i].get("valid_to")]
        return there[0] if len(there) == 1 else None

    def holds(self, id: str, on: str | None) -> bool:  # noqa: A002
        """Whether the entry was valid on the day."""
        entry = self.entries[id]
        if on is None:
            return True
        last = on + "-12-31"[len(on) - 4 :] if len(on) < 10 else on
        return (not entry.get("valid_from") or entry["valid_from"] <= last) and (not entry.get("valid_to") or on <= entry["valid_to"])

    def local_name(self, id: str, level: str, province: str | None, unit: str | None, on: str | None) -> str:  # noqa: A002
        """The full name of a local body: `Ủy ban nhân dân tỉnh Lai Châu`, `Tỉnh ủy Nghệ An`, `Huyện ủy Than Uyên`."""
        entry = self.entries[id]
        known = self.places.known(province or "")
        if level == PROVINCE:
            if known is None or province is None:
                return str(entry["name"])
            city = self.places.kind(province, on) == "thành phố"
            name = entry["city"] if city and entry.get("city") else entry["name"]
            full = self.places.full(province, on)
            return f"{name} {known.name if entry.get('bare') and full[0].islower() else full}"
        if unit is None:
            return str(entry["name"])
        kind, _, name = split_unit(unit)
        head = (entry.get("names") or {}).get(kind, entry["name"])
        return f"{head} {name if entry.get('bare') else unit}"

    def local_id(self, id: str, level: str, province: str | None, unit: str | None) -> str | None:  # noqa: A002
        """`ubnd_tinh@p34:lai_chau`, `ubnd_xa@p34:an_giang/xã_Hòn_Tre`; null where the place isn't known."""
        if province is None or (level != PROVINCE and unit is None):
            return None
        levels = self.entries[id]["levels"]
        name = f"{id}_{level}" if len(levels) > 1 else id
        return f"{name}@{province}" + (f"/{unit.replace(' ', '_')}" if unit and level != PROVINCE else "")

    def rank(self, id: str, level: str | None = None) -> int | None:  # noqa: A002
        """Authority of an entry, at a level where it is local."""
        entry = self.entries[id]
        if self._sorts[id] != "local":
            rank: int | None = entry.get("rank")
            return rank
        levels = list(entry["levels"])
        return int(entry["rank"][levels.index(level)]) if level in levels else int(entry["rank"][0])

    def place_of(self, id: str) -> tuple[str, str, str | None] | None:  # noqa: A002
        """Level, province and district or commune of a local body's id, or of an organ's."""
        head, _, place = id.rpartition(".")[2].partition("@")
        if not place:
            return None
        province, _, unit = place.partition("/")
        _, _, level = head.rpartition("_")
        if head in self.entries or level not in (PROVINCE, DISTRICT, COMMUNE):
            level = self.entries[head]["levels"][0] if head in self.entries else PROVINCE
        return level, province, unit.replace("_", " ") or None

    def instance(self, id: str) -> Row | None:  # noqa: A002
        """What an id stands for: a body of its own, a local body of a place, or an organ of one; null for an unknown id."""
        head, _, rest = id.partition(".")
        if rest and head in self.entries and (base := self.instance(rest)):
            entry = self.entries[head]
            rank = None if base.rank is None else min(10, base.rank + int(entry.get("rank") or 0))
            return Row(id, f"{entry['name']} {base.name}", rank, base.level, base.id, base.valid_from, base.valid_to, None)
        name, _, place = id.partition("@")
        if not place:
            return self._central(id) if self._sorts.get(id) == "body" else None
        return self._local(id, name, *place.partition("/")[::2])

    def _central(self, id: str) -> Row:  # noqa: A002
        entry = self.entries[id]
        successor = (entry.get("successor") or [None])[0]
        return Row(
            id, entry["name"], entry["rank"], entry["level"], entry.get("parent"), entry.get("valid_from"), entry.get("valid_to"), successor
        )

    def _local(self, id: str, name: str, province: str, unit: str) -> Row | None:  # noqa: A002
        levels = [level for level in LEVEL_NAMES if name.endswith(f"_{level}") and name not in self.entries]
        base = name.removesuffix(f"_{levels[0]}") if levels else name
        known = self.places.known(province)
        if known is None or self._sorts.get(base) != "local":
            return None
        level = levels[0] if levels else self.entries[base]["levels"][0]
        entry, spelled = self.entries[base], unit.replace("_", " ") or None
        start = max(filter(None, (known.valid_from, entry.get("valid_from"))), default=None)
        ends = [known.valid_to if level == PROVINCE else None, entry.get("valid_to"), UNITS_END if level == DISTRICT else None]
        end = min(filter(None, ends), default=None)
        day = min(filter(None, (end, "9999")))
        return Row(
            id,
            self.local_name(base, level, province, spelled, start or day),
            self.rank(base, level),
            level,
            self._parent(entry, level, province),
            start,
            end,
            self._successor(base, entry, level, known.successor, province),
        )

    def _parent(self, entry: Entry, level: str, province: str) -> str | None:
        parent = entry.get("parent")
        if not parent or self._sorts.get(parent) != "local":
            if level != PROVINCE and self._sorts.get(entry["id"]) == "local" and PROVINCE in entry["levels"]:
                return self.local_id(entry["id"], PROVINCE, province, None)
            return str(parent) if parent else None
        return self.local_id(parent, PROVINCE, province, None) if PROVINCE in self.entries[parent]["levels"] else None

    def _successor(self, id: str, entry: Entry, level: str, heir: str | None, province: str) -> str | None:  # noqa: A002
        if level != PROVINCE:
            return None
        if following := entry.get("successor"):
            return self.local_id(following[0], PROVINCE, province, None) if self._sorts[following[0]] == "local" else str(following[0])
        return self.local_id(id, PROVINCE, heir, None) if heir else None


def split_unit(unit: str) -> tuple[str, str, str]:
    """`thị xã Cao Bằng` → `thị xã`, blank, `Cao Bằng`."""
    for kind in (*LEVELS, "thành phố"):
        if unit.startswith(kind + " "):
            return kind, " ", unit[len(kind) + 1 :]
    return "", "", unit


def plain_code(code: str) -> str:
    """An issuer code for comparison: letters alone, one case, D as Đ: `BGD&ĐT`, `BGDĐT`, `BGDDT` are one."""
    return "".join(c for c in code.upper().replace("Ð", "Đ").replace("Đ", "D") if c.isalnum())


def spellings(name: str) -> set[str]:
    """The forms of a name as compared: `và` or `&`, dashes with and without blanks."""
    folded = alike(name)
    forms = {folded}
    if " và " in folded:
        forms |= {f.replace(" và ", " & ") for f in forms}
    if " - " in folded:
        forms |= (
            {f.replace(" - ", "-") for f in forms} | {f.replace(" - ", " ") for f in forms} | {f.replace(" - ", ", ", 1) for f in forms}
        )
    if ", " in folded:
        forms |= {f.replace(", ", ",") for f in forms} | {f.replace(", ", " - ", 1) for f in forms} | {f.replace(", ", " ") for f in forms}
    return forms
