"""What was bound to a document without saying exactly what it says, with the reason; and documents that look like one, left two.

    python -m tests.bench.merges outputs/congvan.db              to be read through by people
    python -m tests.bench.merges outputs/congvan.db 2023/ draft  without files whose path holds one of these words

A mention is exact where number, issuer and day are the document's own. Short forms, which take up the mention before them, and names
whose entry in `named_texts.yaml` gives the number, are counted, not listed.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path

from pipeline.binding.likeness import date_slip, dates_agree, number_of, one_slip, title_words, titles_agree
from pipeline.store import access
from pipeline.store.access import Connection, Record, rows

COUNTED = ("first_seen", "taken_up_again")  # rules that leave nothing to judge
DATED = 10  # characters of a date with its day
MENTIONS = """
SELECT c.bound_by, c.bound_certainty, c.method, c.document, c.read_key, c.promulgation_date, c.issuer, c.issuer_id, c.title, c.quote,
    c.bound_rivals, x.file, x.key AS by_key, x.promulgation_date AS by_date, x.issuer_id AS by_issuer, d.key AS own_key,
    d.promulgation_date AS own_date, d.issuer AS own_issuer, d.issuer_id AS own_issuer_id, d.title AS own_title, d.dispatch
FROM citations c JOIN dispatches x ON x.id = c.dispatch JOIN documents d ON d.id = c.document
ORDER BY c.bound_by, c.document, x.file, c.start
"""


def merges(db: Connection, leave: Sequence[str] = ()) -> Iterator[tuple[str, list[Record]]]:
    """Mentions that say something else than their document, by what they say: all that say the same of the same are one."""
    groups: defaultdict[tuple[str | None, ...], list[Record]] = defaultdict(list)
    for row in rows(db, MENTIONS):
        if row["bound_by"] in COUNTED or row["bound_by"].startswith("named_texts") or any(word in row["file"] for word in leave):
            continue
        if _exact(row):
            continue
        place = row["by_issuer"] if row["issuer"] is None else None
        said: tuple[str | None, ...] = (row["bound_by"], row["document"], row["read_key"], row["promulgation_date"], row["issuer"], place)
        groups[said].append(row)
    for said, same in groups.items():
        yield str(said[0]), same


def _exact(row: Record) -> bool:
    same = number_of(row["read_key"] or "") == number_of(row["own_key"] or "") and row["promulgation_date"] == row["own_date"]
    return same and (row["issuer_id"] or row["issuer"]) == (row["own_issuer_id"] or row["own_issuer"])


def lookalikes(db: Connection) -> Iterator[tuple[str, Record, Record]]:
    """Pairs of documents that may be one, with what makes them look so."""
    found = rows(db, "SELECT id, key, promulgation_date AS date, issuer, issuer_id, title, dispatch FROM documents WHERE key IS NOT NULL")
    for d in found:
        d["number"], d["words"] = number_of(d["key"]), title_words(d["title"] or "")
    same: defaultdict[tuple[str, object], list[Record]] = defaultdict(list)
    for d in found:
        if d["number"].symbol:
            same["number and symbol", d["number"]].append(d)
            if d["date"] and len(d["date"]) == DATED:
                same["number and day", (d["number"].number, d["date"])].append(d)
                same["issuer and day", (d["issuer_id"] or d["issuer"], d["date"])].append(d)
    told = set()
    for (what, _), group in sorted(same.items(), key=lambda item: repr(item[0])):
        for a, b in combinations(group, 2):
            if (a["id"], b["id"]) not in told and (why := _alike(what, a, b)):
                told.add((a["id"], b["id"]))
                yield why, a, b


def _alike(what: str, a: Record, b: Record) -> str | None:
    titles = titles_agree(a["words"], b["words"])
    if what == "number and symbol":
        days = dates_agree(a["date"], b["date"])
        slip = len(a["date"] or "") == len(b["date"] or "") == DATED and date_slip(a["date"], b["date"])
        central = a["issuer_id"] == b["issuer_id"] and a["issuer_id"] is not None
        return what if days or titles or (slip and central) else None
    near = one_slip(a["number"].symbol, b["number"].symbol) or one_slip(a["number"].number, b["number"].number)
    if what == "number and day":
        return what if near or titles else None
    return f"{what}, titles alike" if titles and near else None


def main() -> None:
    """Prints both lists."""
    leave = sys.argv[2:]
    with closing(access.opened(Path(sys.argv[1]))) as db:
        for (rule, method), n in sorted(Counter((r["bound_by"], r["method"]) for r in rows(db, MENTIONS)).items()):
            print(f"{n:7} {rule} ({method})")
        for rule, same in merges(db, leave):
            r = same[0]
            here = f"{r['document']} “{(r['own_title'] or '')[:60]}”{' in hand' if r['dispatch'] else ''}"
            there = f"{r['file']} {r['by_key']} of {r['by_date']} by {r['by_issuer']}"
            print(f"\n{rule} {r['bound_certainty']:.2f}, {len(same)} mentions: {here}")
            print(f"   {there}: {r['quote'][:160]!r} {r['bound_rivals'] or ''}")
            if r["title"]:
                print(f"   “{r['title'][:120]}”")
        print("\nLook like one, are two:")
        for why, a, b in lookalikes(db):
            files = {row["file"] for d in (a, b) for row in _cited_in(db, d["id"])}
            if any(word in file for word in leave for file in files):
                continue
            print(f"\n{why}: {sorted(files)[:4]}")
            for d in (a, b):
                print(f"   {d['id']} “{(d['title'] or '')[:80]}”{' in hand' if d['dispatch'] else ''}")


def _cited_in(db: Connection, document: str) -> list[Record]:
    sql = "SELECT x.file FROM citations c JOIN dispatches x ON x.id = c.dispatch WHERE c.document = ?1"
    return rows(db, f"{sql} UNION SELECT file FROM dispatches WHERE document = ?1", document)


if __name__ == "__main__":
    main()
