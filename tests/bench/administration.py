"""How well the made-up administration of `tests.bench.offices` is resolved, and at what cost.

python -m tests.bench.administration 10000 30000 100000    right, wrong, abstained; seconds, memory, cold starts
python -m tests.bench.administration 30000 --seed 2        another administration
python -m tests.bench.administration 3000 --wrong 20       and the first mentions that are bound to another's document
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Links
from pipeline.resolve import resolve
from tests.bench.cold_starts import cold_starts, written
from tests.bench.offices import FORMS, Administration, made


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


def figures(one: Administration, links: Links, show: int = 0) -> None:
    """Prints how mentions were bound, in all and by form; of those that are wrong the first."""
    tally = counted(one, links)
    for doubt, name in ((False, "plain"), (True, "ambiguous")):
        right, wrong, apart = (sum(n for (_, d), n in c.items() if d is doubt) for c in tally[:3])
        print(f"  {name}: {right} right, {wrong} wrong, {apart} abstained ({right / max(1, right + wrong + apart):.4%} right)")
    for form, _ in FORMS:
        counts = {"right": tally.right, "wrong": tally.wrong, "abstained": tally.apart}
        print(f"    {form}", *(f"{name} {c[form, False]} + {c[form, True]}" for name, c in counts.items()), sep="; ")
    if not show:
        return
    said = {m.id: (m, p) for p in one.papers for m in p.mentions}
    bound = {link.citation: link for link in links.links}
    for citation, document in tally.mistaken[:show]:
        mention, paper = said[citation]
        doubtful = " ambiguous" if citation in one.ambiguous else ""
        print(f"\n  {one.forms[citation]}{doubtful}:", json.dumps(tuple(mention)[1:10], ensure_ascii=False))
        print(f"    in {paper.key} of {paper.date} by {paper.issuer_id}; truly {tuple(one.things[one.truth[citation]])}")
        print(f"    bound to {document} by {bound[citation].rule}; so were")
        for link in [other for other in links.links if other.document == document][:6]:
            print(f"      {one.forms[link.citation]} {tuple(said[link.citation][0])[1:8]} {link.rule}")


def main() -> None:
    """Prints figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sizes", type=int, nargs="*", default=[10000])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--wrong", type=int, default=0)
    given = asked.parse_args()
    for size in given.sizes:
        if len(given.sizes) > 1:  # memory is counted from the start of a process
            subprocess.run([sys.executable, "-m", "tests.bench.administration", str(size), "--seed", str(given.seed)], check=True)
            continue
        one = made(size, given.seed)
        before = _megabytes()
        start = time.process_time()
        links = resolve(one.papers)
        seconds = time.process_time() - start
        print(f"{len(one.papers)} dispatches, {len(links.links)} mentions, {len(links.documents)} documents: {seconds:.1f} s")
        print(f"  {seconds / len(links.links) * 1e6:.1f} µs a mention, {_megabytes()} MB ({before} before)")
        figures(one, links, given.wrong)
        if not given.wrong:
            with tempfile.TemporaryDirectory() as folder:
                written(one, links, Path(folder) / "congvan.db")
                for query, taken in cold_starts(Path(folder) / "congvan.db").items():
                    print(f"  {taken:.2f} s  {query}")


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main()
