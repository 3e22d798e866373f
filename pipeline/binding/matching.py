"""Whether a reading is of a document that is known already, and how surely."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.binding.kinship import Kinship
from pipeline.binding.likeness import FULL, date_slip, dates_agree, title_words, titles_agree, titles_differ
from pipeline.binding.sayings import Node, Reading
from pipeline.model import Paper
from pipeline.rulebook import Rulebook

CENTRAL = 4  # rank up to which a body is one of its kind in the country
CENTRAL_TYPES = ("Hiến pháp", "Bộ luật", "Luật", "PL", "L", "NĐ", "TT", "TTLT")  # nobody else issues these
CENTRE = "central"  # the place of bodies that have no province
TERM = 5  # years
ONE_HEIR = "same_number_and_day_of_two_that_merged"  # rule: in a dispatch of the province that both became part of
FEW = 6  # documents that are compared one by one


class Matching:
    """Compares readings with documents. Get it by `book.build(Matching)`."""

    def __init__(self, book: Rulebook) -> None:
        self._bodies = book.build(Kinship)

    def same(self, node: Node, group: Sequence[Reading]) -> tuple[str, float]:
        """Why a document and readings of one number, issuer and day are one, and how surely; blank where they aren't."""
        other, r = node.readings[0], group[0]
        kin = self._bodies.kin(other.issuer_id, other.name, r.issuer_id, r.name)
        central = self.central(other) and self.central(r)
        if other.date == r.date:
            if kin:
                return "same_number_issuer_date", 1.0
            if central or self._one_unknown(node, r):
                return "same_number_and_date", 0.9
            return (ONE_HEIR, 0.85) if self._both_merged(node, group) else ("", 0.0)
        rule, certainty = self._misdated(node, r, kin=kin, central=central)
        if rule and all(map(self.implied, group)) and not self._titled_so(node, r):
            return "", 0.0  # it may be that of another that became part of the place, and its day be right
        return rule, certainty

    def _both_merged(self, node: Node, group: Sequence[Reading]) -> bool:
        """Whether a dispatch names a body and, elsewhere, its own place, of which that body became part: `UBND tỉnh` is then that body.

        All who cite the one of its own place must be heirs of both: to everybody else it is another body.
        """
        other, r = node.readings[0], group[0]
        if not self._bodies.one_heir(other.issuer_id, r.issuer_id) or not any(one.paper.id in node.papers for one in group):
            return False
        mine, theirs = ([title_words(title) for title in {one.title or "" for one in side}] for side in (group, node.readings))
        if any(titles_differ(a, b) for a in mine for b in theirs):
            return False
        return all(map(self.implied, group)) or all(map(self.implied, node.readings))

    def _misdated(self, node: Node, r: Reading, *, kin: bool, central: bool) -> tuple[str, float]:
        """The same for two days: one of them is a slip, since nobody gives a number twice in a year."""
        other, dated = node.readings[0], node.dated_key
        if not (kin or (central and dated)) or (node.held and r.mention is None) or not other.date or not r.date:
            return "", 0.0
        words = title_words(other.title or ""), title_words(r.title or "")
        if titles_differ(*words) or (other.doc_type and r.doc_type and other.doc_type != r.doc_type):
            return "", 0.0
        if central and dated:
            return "same_number_and_issuer_in_a_year", 0.85
        if self._bodies.changed(other.issuer_id, r.issuer_id) or self._bodies.renewed(r.issuer_id, other.date, r.date):
            return "", 0.0
        slip = date_slip(other.date, r.date)
        if other.date[:4] == r.date[:4] or dated:
            return ("same_number_and_issuer_in_a_year", 0.85) if slip or titles_agree(*words) else ("", 0.0)
        return ("same_title_and_a_slip_in_the_year", 0.8) if slip and titles_agree(*words) else ("", 0.0)

    def may_be(self, node: Node, r: Reading) -> bool:
        """Whether nothing that a reading says speaks against a document, and its place and time don't either."""
        first = node.readings[0]
        dates = node.days or node.dates
        if r.date and dates and not any(dates_agree(date, r.date) for date in dates):
            return False
        if r.date and len(r.date) == FULL and not node.days and self._bodies.ended(first.issuer_id, r.date):
            return False  # of that year, but of a body that was there no more
        here = r.paper.id in node.papers
        if first.date and r.paper.date and not r.date and first.date > r.paper.date[: len(first.date)] and not here:
            return False  # it didn't exist yet
        if r.name and first.name:
            same = self._bodies.kin(first.issuer_id, first.name, r.issuer_id, r.name)
            same = same and not (r.date and self._bodies.changed(first.issuer_id, r.issuer_id) and not self._named_here(node, r))
            if same and r.date and self._bodies.renewed(r.issuer_id, r.date, f"{r.date}~") and not node.dated_key:
                return here or self._titled_so(node, r)
            return same or (node.dated_key and self.central(first) and self.central(r))
        if self.central(first) or self.central(r):
            return True
        there = self._bodies.province(first.issuer_id) or self.home(first.paper)
        mine = self._bodies.province(r.issuer_id) or self.home(r.paper)
        return here or self._bodies.same_province(there, mine)

    def undated(self, node: Node, r: Reading) -> bool:
        """Whether a document may be meant by a number without any day.

        It may where the number holds the year, the title is the same, or the series runs on through a term of the Party. All
        others begin anew every year.
        """
        if node.dated_key:
            return True
        if self._titled_so(node, r):
            return True
        date, on = node.date, r.paper.date
        return bool(self.of_party(node.readings[0]) and date and on and 0 <= int(on[:4]) - int(date[:4]) <= TERM)

    @staticmethod
    def _titled_so(node: Node, r: Reading) -> bool:
        """Whether a document has the title that a reading gives."""
        said = title_words(r.title or "")
        return any(titles_agree(said, title_words(other.title or "")) for other in node.readings[:FEW] if said)

    @staticmethod
    def belied(node: Node, r: Reading) -> bool:
        """Whether a reading gives a title, and it is another than every title that a document is given.

        A number that holds the year tells more than titles do, which are abridged and cut wrongly.
        """
        said = title_words(r.title or "") if not node.dated_key else frozenset[str]()
        titles = [title_words(other.title) for other in node.readings[:FEW] if other.title] if said else []
        return bool(titles) and all(titles_differ(said, words) for words in titles)

    @staticmethod
    def _named_here(node: Node, r: Reading) -> bool:
        """Whether the dispatch that a reading stands in cites a document, and not under another title."""
        here = [other for other in node.readings if other.paper.id == r.paper.id and other.mention is not None]
        return bool(here) and not any(titles_differ(title_words(r.title or ""), title_words(other.title or "")) for other in here)

    @staticmethod
    def titled(nodes: list[Node], r: Reading) -> list[Node]:
        """Of several documents the one whose title a reading gives, where no other has it; else all."""
        same = [node for node in nodes if Matching._titled_so(node, r)] if len(nodes) > 1 and r.title else []
        return same if len(same) == 1 else nodes

    def of_party(self, r: Reading) -> bool:
        """Whether a reading is of a document of the Party's centre."""
        return self._bodies.rank(r.issuer_id, CENTRAL) == 0

    def central(self, r: Reading) -> bool:
        """Whether a reading's issuer is one of its kind in the country."""
        return self._bodies.rank(r.issuer_id, CENTRAL + 1) <= CENTRAL or r.doc_type in CENTRAL_TYPES

    def scope(self, r: Reading) -> str | None:
        """Where a reading without issuer may be joined by others: in its province; one of a body of many (`UBND xã`) in its dispatch."""
        if r.name:
            return None
        return r.paper.id if r.issuer else self.home(r.paper) or r.paper.id

    def home(self, paper: Paper) -> str | None:
        """The province that a dispatch comes from, or that it comes from the centre."""
        province = self._bodies.province(paper.issuer_id)
        return province or (CENTRE if self._bodies.rank(paper.issuer_id, CENTRAL + 1) <= CENTRAL else None)

    def traits(self, r: Reading) -> Iterator[str]:
        """What a reading has in common with every other that may be of the same document."""
        yield f"in {r.paper.id}"
        if r.date and len(r.date) == FULL:
            yield f"on {r.date}"
        if r.issuer_id:
            for body in self._bodies.line(r.issuer_id):
                yield f"by {body}"
        if r.name:
            yield f"named {r.name.rpartition(' ')[2]}"
        place = self._bodies.province(r.issuer_id) or self.home(r.paper)
        if place and place != CENTRE:
            for body in self._bodies.line(f"ubnd_tinh@{place}"):
                yield f"near {body}"
        if self.central(r) or place == CENTRE:
            yield CENTRE

    def meant_here(self, implied: Iterable[Reading], every: Iterable[Reading]) -> dict[int, tuple[str, ...]]:
        """What else an issuer that is only implied may stand for: another with this number that became part of the same, named beside it.

        `every`: all readings of the number. By the order of readings.
        """
        implied = list(implied)
        beside: dict[str, list[Reading]] = {r.paper.id: [] for r in implied}
        for r in every:
            if r.mention is not None and r.paper.id in beside:
                beside[r.paper.id].append(r)
        found = {}
        for r in implied:
            found[r.order] = tuple(
                f"that of {other.issuer}"
                for other in beside[r.paper.id]
                if other.issuer_id != r.issuer_id
                and self._bodies.one_heir(other.issuer_id, r.issuer_id)
                and dates_agree(other.date, r.date)
            )
        return {order: others for order, others in found.items() if others}

    def implied(self, r: Reading) -> bool:
        """Whether a reading's issuer may only have been taken from the dispatch that it stands in: `UBND tỉnh` is that of its place."""
        place = self._bodies.province(r.issuer_id) if r.mention is not None else None
        home = self.home(r.paper) if place else None
        if not place or not home or place == home:
            return False
        return place.partition(":")[2] == home.partition(":")[2]

    def _one_unknown(self, node: Node, r: Reading) -> bool:
        """Whether one of the issuers is none that the register knows, and both are named in one dispatch or one place.

        Such a name is often only half of one, or one too long; the same number on the same day is another's in the same
        place once in a thousand times.
        """
        first = node.readings[0]
        if (first.issuer_id is None) == (r.issuer_id is None):
            return False
        if r.paper.id in node.papers:
            return True
        known = first.issuer_id or r.issuer_id
        place = self._bodies.province(known) or self.home(first.paper)
        homes = (self.home(first.paper), self.home(r.paper))
        return all(self._bodies.same_province(place, home) for home in homes)


class Block:
    """The documents of one number and symbol; where these are many, found by what a reading has in common with them."""

    def __init__(self, match: Matching) -> None:
        self._match = match
        self._nodes: list[Node] = []
        self._by: dict[str, dict[int, Node]] | None = None  # trait -> place in the order of finding, document
        self._place: dict[int, int] = {}  # id of a document -> its place

    def near(self, r: Reading) -> list[Node]:
        """The documents that a reading may be of, in the order in which they were found."""
        if len(self._nodes) <= FEW:
            return self._nodes
        if self._by is None:
            self._by = {}
            for node in self._nodes:
                self._note(node, node.readings)
        found: dict[int, Node] = {}
        for trait in self._match.traits(r):
            found.update(self._by.get(trait, {}))
        return [found[place] for place in sorted(found)]

    def add(self, node: Node) -> None:
        """A document that is new."""
        self._place[id(node)] = len(self._nodes)
        self._nodes.append(node)
        if self._by is not None:
            self._note(node, node.readings)

    def join(self, node: Node, *readings: Reading) -> None:
        """More readings of a document that is known."""
        node.add(*readings)
        if self._by is not None:
            self._note(node, readings)

    def _note(self, node: Node, readings: Iterable[Reading]) -> None:
        place = self._place[id(node)]
        for r in readings:
            for trait in self._match.traits(r):
                self._by.setdefault(trait, {})[place] = node  # type: ignore[union-attr]
