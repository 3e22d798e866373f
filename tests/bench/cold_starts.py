"""How long questions take from the start of the program to its end, on the database of a made-up administration.

python -m tests.bench.cold_starts 100000                    every query, the best of three
python -m tests.bench.cold_starts outputs/congvan.db        the same on a database that is there
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zlib import crc32

from pipeline import rulebook
from pipeline.binding.kinship import Kinship
from pipeline.model import Links, Paper
from pipeline.resolve import resolve
from pipeline.store import access, save
from pipeline.store.rows import FileRows, Row
from tests.bench.offices import Administration, made

RELATIONS = (*("mentions",) * 120, *("implements",) * 30, *("based_on",) * 35, *("replies_to",) * 10, *("guides",) * 4)
QUERIES = (  # lists of thousands are asked for by fifty rows
    *("cites", "cited-by", "chain", "chain --down", "path", "unimplemented --limit 50", "unimplemented --limit 50 --agency"),
    *("unresolved --limit 50", "superseded --limit 50", "answers --as-of 2026-12-31 --limit 50", "stats"),
)


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


def main() -> None:
    """Prints seconds."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "10000"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(asked)
        if asked.isdecimal():
            path = Path(folder) / "congvan.db"
            one = made(int(asked))
            written(one, resolve(one.papers), path)
        for query, taken in cold_starts(path).items():
            print(f"  {taken:.2f} s  {query}")


if __name__ == "__main__":
    main()
