"""How right a database is, held against hand-made readings.

A value is right when it says the same after case, blanks, dashes, outer punctuation and the
place of the tone mark are folded; a key when number and symbol are the same but for leading
zeros. Lists of bodies are compared by their pieces, so that splitting a list or not makes no
difference. What a reading leaves out isn't scored, nor what was written by hand on a scan.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from pipeline.figures import Tally
from pipeline.gold import Reading
from pipeline.pattern import Pattern
from pipeline.spelling import alike

Record = Mapping[str, Any]
Query = Callable[..., list[dict[str, Any]]]  # (sql, *parameters) -> rows

RELATIONS = "implements based_on guides proposed_by replies_to amends replaces repeals extends corrects withdraws attaches mentions".split()  # noqa: SIM905
UPWARD = {"implements", "based_on", "guides"}
BLANKS, ZEROS = Pattern(r"\s+"), Pattern(r"0*(\d.*)")
DASH, CUT = Pattern(r"\s*-\s*"), Pattern(r"[;,]|\s(?:và)\s")
HEADER = {
    "key": "key",
    "doc_type": "doc_type",
    "date": "promulgation_date",
    "status": "status",
    "place": "promulgation_place",
    "issuer": "issuer",
    "subject": "subject",
    "archive": "archive",
}


def evaluate(query: Query, gold: Reading) -> Tally:
    """The figures of a database, which `query` reads, against readings in the format of `gold.schema.json`."""
    tally = Tally()
    for name, wanted in gold["files"].items():
        found = _dispatches(query, name)
        tally.value("parts", len(found), len(wanted), file=name, where=name)
        for want in wanted:
            got = next((d for d in found if d["part"] == want["part"]), None)
            where = f"{name}#{want['part']}"
            tally.value("read", got is not None, True, file=name, where=where)
            complete = gold.get("complete", True) and want.get("complete", True)
            held = _Held(query, tally, got or {}, want, file=name, where=where, complete=complete)
            held.header()
            if not gold.get("header_only"):
                held.citations()
                held.deadlines()
                held.tasks()
    return tally


def _dispatches(query: Query, name: str) -> list[dict[str, Any]]:
    sql = "SELECT * FROM dispatches WHERE file = ? OR file LIKE ? ESCAPE '\\' ORDER BY part"
    for end in (name, PurePosixPath(name).stem + "."):  # the same reading serves the file in another format
        tail = end.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        rows = query(sql, end, f"%/{tail}") if end == name else query(sql, f"{tail}%", f"%/{tail}%")
        if end != name and not rows:
            rows = query("SELECT * FROM dispatches WHERE file LIKE ? ESCAPE '\\' ORDER BY part", f"{tail}%")
        if rows:
            return rows
    return []


class _Held:
    """One dispatch of the database held against its reading."""

    def __init__(self, query: Query, tally: Tally, got: Record, want: Reading, *, file: str, where: str, complete: bool) -> None:
        self._query, self._tally, self._got, self._want = query, tally, got, want
        self._file, self._where, self._complete = file, where, complete

    def header(self) -> None:
        certain = {r["field"]: r["certainty"] for r in self._rows("SELECT field, certainty FROM facts WHERE dispatch = ?")}
        by_hand = {str(field).split(" ", 1)[0].split(".", 1)[0] for field in self._want.get("handwritten") or []}
        by_hand |= {"promulgation_date"} if by_hand & {"day", "month", "year"} else set()
        by_hand |= {"key"} if "code_number" in by_hand else set()
        for field, column in HEADER.items():
            if column in self._want and column not in by_hand:
                same = _key if field == "key" else str if field in ("doc_type", "date", "status") else fold
                got, want = self._got.get(column), self._want[column]
                self._value(field, same(got) if got else None, same(want) if want else None, certainty=certain.get(column))
        if "signer" in self._want and "signer" not in by_hand:
            for part in ("competence", "position", "full_name"):
                if part not in by_hand:
                    want = (self._want["signer"] or {}).get(part)
                    got = fold(self._got.get(f"signer_{part}")) or None
                    self._value(f"signer_{part}", got, fold(want) or None, certainty=certain.get(f"signer_{part}"))
        for role, column in (("addressee", "addressees"), ("copy", "copies")):
            if column in self._want:
                names = self._rows("SELECT name FROM recipients WHERE dispatch = ? AND role = ?", role)
                self._bag(column, pieces(r["name"] for r in names), pieces(self._want[column]))

    def citations(self) -> None:
        gold: dict[str, Reading] = {}
        numbers = Counter(_key(c["key"]) for c in self._want.get("citations", []))
        raw = {_key(c["raw_key"]): _key(c["key"]) for c in self._want.get("citations", []) if c.get("raw_key")}

        def identity(number: str, date: str | None) -> str:  # with the date where several cited documents share the number
            number = number if number in numbers else raw.get(number, number)
            return f"{number} {date}" if numbers[number] > 1 else number

        for c in self._want.get("citations", []):
            gold[identity(_key(c["key"]), c.get("date"))] = c
        rows = self._rows("SELECT * FROM citations WHERE dispatch = ? ORDER BY start")
        mine: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            if row["key"]:
                mine[identity(_key(row["key"]), row["promulgation_date"])].append(row)
        self._bag("citations", mine, gold)
        self._bag("edges", [(k, _strongest(v)) for k, v in mine.items()], [(k, c["relation"]) for k, c in gold.items()])
        upward = [k for k, c in gold.items() if c["relation"] in UPWARD]
        self._bag("upward_edges", [k for k, v in mine.items() if _strongest(v) in UPWARD], upward)
        for k in mine.keys() & gold.keys():
            self._cited(mine[k], gold[k])
        self._spans([r["quote"] for r in rows if r["key"]], [c["quote"] for c in gold.values() if c.get("quote")])
        names = [n["name"] if isinstance(n, dict) else n for n in self._want.get("named", [])]
        got, want = _paired({fold(r["title"] or r["quote"])[:200] for r in rows if not r["key"]}, [fold(n) for n in names])
        self._bag("named", got, want, recall_only=not self._complete)

    def _cited(self, rows: list[dict[str, Any]], gold: Reading) -> None:
        for field, column, same in (
            ("cited_type", "doc_type", str),
            ("cited_date", "promulgation_date", str),
            ("cited_issuer", "issuer", fold),
        ):
            want = gold.get("date" if field == "cited_date" else column)
            if want:
                given = sorted({same(r[column]) for r in rows if r[column]})
                self._value(field, same(want) if same(want) in given else next(iter(given), None), same(want), at=gold["key"])
        self._value("relation", _strongest(rows), gold["relation"], at=gold["key"])
        if gold.get("scope"):
            scopes = {r["scope"] for r in rows}
            self._value("scope", gold["scope"] if gold["scope"] in scopes else min(scopes), gold["scope"], at=gold["key"])

    def _spans(self, mine: list[str], gold: list[str]) -> None:
        if not gold:
            return
        left = [fold(quote) for quote in mine]
        for quote in map(fold, gold):
            exact = quote in left
            near = exact or any(quote in own or own in quote for own in left)
            self._value("span_exact", exact, True, at=quote)
            self._value("span_overlap", near, True, at=quote)

    def deadlines(self) -> None:
        rows = self._rows("SELECT * FROM deadlines WHERE dispatch = ? ORDER BY start")
        gold = self._want.get("deadlines", [])
        self._bag("deadlines", map(_bounds, rows), map(_bounds, gold))
        bounds: dict[str, set[str]] = defaultdict(set)
        for deadline in gold:
            if deadline.get("bound") and (deadline.get("due") or deadline.get("period")):
                bounds[_bounds(deadline)].add(deadline["bound"])
        for row in rows:
            if wanted := bounds.get(_bounds(row)):
                self._value("bound", row["bound"] if row["bound"] not in wanted else min(wanted), min(wanted), at=_bounds(row))

    def tasks(self) -> None:
        left = {r["id"]: r for r in self._rows("SELECT * FROM tasks WHERE dispatch = ? ORDER BY ordinal")}
        found: list[str] = []
        for task in self._want.get("tasks", []):
            start = fold(task["starts"])[:60]
            hit = next((i for i, r in left.items() if start in fold(r["text"])[: len(start) + 40]), None)
            row = left.pop(hit) if hit else None
            found += [task["starts"]] if row else []
            whole = self._task(row, task) if row else False
            if self._complete:
                self._value("task_whole", whole, True, at=task["starts"][:40])
        invented = [r["text"][:80] for r in left.values()]
        self._bag("tasks", found + invented, [t["starts"] for t in self._want.get("tasks", [])], recall_only=not self._complete)

    def _task(self, row: Record, task: Reading) -> bool:
        named = task.get("lead_source", "named") in ("named", "heading") and bool(task.get("lead"))
        gold = {
            "lead": pieces(task["lead"]) if named else [],
            "coordinating": pieces(task.get("coordinating") or []),
            "due": task.get("due") or [],
        }
        agencies = self._query("SELECT role, name FROM task_agencies WHERE task = ?", row["id"])
        due = self._query("SELECT d.due_date FROM task_deadlines t JOIN deadlines d ON d.id = t.deadline WHERE t.task = ?", row["id"])
        mine: dict[str, list[str]] = {
            "lead": pieces(a["name"] for a in agencies if a["role"] == "lead") if row["lead_source"] in ("named", "heading") else [],
            "coordinating": pieces(a["name"] for a in agencies if a["role"] == "coordinating"),
            "due": sorted({d["due_date"] for d in due if d["due_date"]}),
        }
        for part, wanted in gold.items():
            if self._complete or wanted:
                self._bag(f"task_{part}", mine[part], wanted, at=task["starts"][:40])
        if self._complete or task.get("report_to"):
            self._value("report_to", bool(row["report_to"]), bool(task.get("report_to")), at=task["starts"][:40])
        return all(sorted(mine[part]) == sorted(gold[part]) for part in gold)

    def _rows(self, sql: str, *more: object) -> list[dict[str, Any]]:
        return self._query(sql, self._got["id"], *more) if self._got else []

    def _value(self, field: str, got: object, want: object, *, at: str = "", certainty: float | None = None) -> None:
        self._tally.value(field, got, want, file=self._file, where=f"{self._where} {at}".strip(), certainty=certainty)

    def _bag(self, field: str, got: Iterable[object], want: Iterable[object], *, at: str = "", recall_only: bool = False) -> None:
        self._tally.bag(field, got, want, file=self._file, where=f"{self._where} {at}".strip(), recall_only=recall_only)


def fold(words: object) -> str:
    """Words as they are compared."""
    folded = " ".join(alike(str(words or "")).split())
    for hit in reversed(list(DASH.finditer(folded))):
        folded = f"{folded[: hit.start()]}-{folded[hit.end() :]}"
    return folded.strip(" .;:,/*-\"'")


def pieces(names: Iterable[str]) -> list[str]:
    """The bodies of a list of names, however it is split: `các sở, ban, ngành và UBND xã` → sở · ban · ngành · ubnd xã."""
    out = []
    for name in names:
        at = 0
        for start, end in [*(hit.span() for hit in CUT.finditer(name)), (len(name), len(name))]:
            piece = fold(name[at:start]).removeprefix("các ").removeprefix("những ")
            out += [piece] if piece else []
            at = end
    return out


def _key(words: object) -> str:
    key = alike("".join(str(words or "").split()))
    hit = ZEROS.match(key)
    return hit[1] if hit else key


def _strongest(rows: Iterable[Record]) -> str:
    return min((str(r["relation"]) for r in rows), key=lambda r: RELATIONS.index(r) if r in RELATIONS else len(RELATIONS))


def _bounds(deadline: Record) -> str:
    """A deadline of the database, or one of a reading, as it is compared: its dates, else what it hangs on."""
    start, due = (deadline[f"{name}_date"] if "start_date" in deadline else deadline.get(name) for name in ("start", "due"))
    if due:
        return f"{start or ''}/{due}"
    if deadline.get("period"):
        return f"period {deadline['period']}"
    return "condition" if deadline.get("condition") else "immediate" if deadline.get("immediate") else "undated"


def _paired(mine: set[str], gold: list[str]) -> tuple[list[str], list[str]]:
    """Names that hold each other count as the same."""
    left, hits = set(mine), []
    for same in (str.__eq__, lambda want, own: want in own or (len(own) > 12 and own in want)):
        for want in [name for name in gold if name not in hits]:
            own = next((name for name in sorted(left, key=len) if same(want, name)), None)
            if own is not None:
                left.discard(own)
                hits.append(want)
    return hits + sorted(left), gold
