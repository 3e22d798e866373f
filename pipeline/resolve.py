"""Which document each mention means: one node for one document, however often and in whichever spelling it is cited.

A document is known by its number and symbol, its issuer and its date; of each a mention may give all, some or
nothing. Numbers start anew every year in every office, so a number alone never binds: what is missing is
taken from the one document that fits, and where two fit, none is taken and both are named.
Cost is linear: mentions are put together by number and symbol, and only those are compared.
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter

from pipeline import rulebook
from pipeline.binding.editions import LAWS, Editions
from pipeline.binding.kinship import Kinship
from pipeline.binding.likeness import (
    Number,
    dates_agree,
    number_of,
    slug,
)
from pipeline.binding.matching import ONE_HEIR, Block, Matching
from pipeline.binding.sayings import Node, Reading, papers_of
from pipeline.binding.slips import Slips, printed_right
from pipeline.grammar.numbers import Numbers
from pipeline.model import Document, Link, Links, Mention, Paper, Parsed, Problem, Span
from pipeline.rulebook import Rulebook

MISDATED = ("same_number_and_issuer_in_a_year", "same_title_and_a_slip_in_the_year")  # rules: the number is right, the day isn't
MISPRINTED = "misprinted_number"  # rule: all but the number or symbol is another's


def resolve(dispatches: Iterable[Paper | Parsed], book: Rulebook | None = None) -> Links:
    """The documents that dispatches are and cite, each mention bound to one of them, and the trouble met.

    They come as files that were read, or as what the database has of them. Their order doesn't matter.
    """
    papers = (paper for one in dispatches for paper in (papers_of(one) if isinstance(one, Parsed) else (one,)))
    collecting = gc.isenabled()
    gc.disable()  # millions of values and no garbage among them: looking for it takes a third of the time
    try:
        return _Resolver(book or rulebook.shared()).resolve(sorted(papers, key=attrgetter("file", "part")))
    finally:
        if collecting:
            gc.enable()


class _Resolver:
    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.bodies = book.build(Kinship)
        self.match = book.build(Matching)
        self.editions = Editions(book)
        self.numbers = book.build(Numbers)
        self.slips = Slips(book, {})
        self.implied: dict[int, Reading] = {}  # of the number at hand: those whose issuer may only be their place, by order
        self.doubtful: dict[int, tuple[str, ...]] = {}  # of these: what else is named beside them
        self.order = 0  # readings so far
        self.nodes: list[Node] = []
        self.of_mention: dict[str, tuple[Node, Reading]] = {}
        self.problems: list[tuple[str, Problem]] = []
        self.blocks: defaultdict[Number, list[Reading]] = defaultdict(list)  # what is said of each number and symbol

    def resolve(self, papers: Sequence[Paper]) -> Links:
        """All of it."""
        blocks = self.blocks
        names: defaultdict[tuple[str, str | None], list[Reading]] = defaultdict(list)
        short: list[tuple[Paper, Mention]] = []
        mended: list[Reading] = []
        for paper in papers:
            for mention in paper.mentions:
                self.editions.note(paper, mention)
        for paper in papers:
            own = self._reading(paper, None)
            if paper.key:
                blocks[number_of(paper.key)].append(own)
            else:
                self._node(None, [own], scope=paper.id)
            for mention in paper.mentions:
                if mention.antecedent is not None:
                    short.append((paper, mention))
                    continue
                reading = self._reading(paper, mention)
                if mention.key:
                    self._mend_law(reading)
                    blocks[number_of(reading.key or "")].append(reading)
                    if mention.method == "misread":
                        mended.append(reading)
                else:
                    self._file_name(reading, blocks, names)
        self._restore_years(mended)
        self.slips = Slips(self.book, blocks)
        for number in sorted(blocks):
            self._settle(number, blocks[number])
        for (_, scope), readings in sorted(names.items(), key=lambda item: (item[0][0], item[0][1] or "")):
            for reading in readings[1:]:
                reading.rule, reading.certainty = "same_name", 0.9
            self._node(None, readings, scope=scope)
        self._mend()
        self._inherit(short)
        return self._links(papers)

    def _reading(self, paper: Paper, mention: Mention | None) -> Reading:
        of: Paper | Mention = mention or paper
        title = mention.title if mention else paper.subject
        name = self.bodies.name(of.issuer_id, of.issuer)
        self.order += 1
        return Reading(paper, mention, of.key, of.doc_type, of.issuer, of.issuer_id, of.date, title, name, order=self.order)

    def _node(self, number: Number | None, readings: list[Reading], scope: str | None = None) -> Node:
        node = Node(number, scope)
        node.add(*readings)
        self.nodes.append(node)
        return node

    def _file_name(self, reading: Reading, blocks: dict[Number, list[Reading]], names: dict[tuple[str, str | None], list[Reading]]) -> None:
        """Puts a document that is cited by name with others of that name, or with those of its number where the name has one."""
        mention, paper = reading.mention, reading.paper
        if mention is None:
            return
        title = mention.title or mention.raw_key or mention.id
        known = self.editions.meant(title, paper, mention)
        if known is not None:
            reading.key, reading.issuer, reading.issuer_id, reading.date = known.key, known.issuer, known.issuer_id, known.date
            symbol = self.numbers.symbol_at(known.key, 0, len(known.key))
            reading.doc_type = (symbol.doc_type if symbol else None) or mention.doc_type
            reading.name = self.bodies.name(known.issuer_id, known.issuer)
            reading.rule, reading.certainty = f"named_texts.{known.id}", known.certainty
            blocks[number_of(known.key)].append(reading)
            return
        folded = self.editions.fold(title)
        national = self.editions.national(mention.doc_type, folded)
        scope = None if national else reading.name or self.match.home(paper) or paper.id
        names.setdefault((folded, scope), []).append(reading)

    def _mend_law(self, r: Reading) -> None:
        """Corrects the number of a law whose title and day are those of another."""
        if r.mention and (right := self.editions.mended(r.mention)):
            r.key, r.rule, r.certainty, r.rivals = right, MISPRINTED, 0.85, (r.mention.key or "",)
            if r.mention.date:
                self._trouble(r, "misread", f"{r.mention.key} stands for {right}: title and date are the same")
            else:
                self._trouble(r, "misread", f"{r.mention.key} stands for {right}: it has this title")

    def _restore_years(self, mended: Iterable[Reading]) -> None:
        """Takes a year as it was printed where others show that the date beside it is wrong, and not the number."""
        for r in mended:
            printed = "".join((r.mention.raw_key or "").split()) if r.mention else ""
            if r.date and printed_right(r, number_of(printed), self.blocks):
                self._trouble(r, "conflicting_date", f"{printed} is dated {r.date} here, {printed.split('/')[1]} elsewhere")
                self.blocks[number_of(r.key or "")].remove(r)
                r.key, r.date = printed, None
                self.blocks[number_of(printed)].append(r)

    # one number and symbol

    def _settle(self, number: Number, readings: list[Reading]) -> None:
        """Puts the readings of one number and symbol together, document by document."""
        if not number.symbol:  # a bare number says nothing outside its dispatch
            own: defaultdict[tuple[str, str | None], list[Reading]] = defaultdict(list)
            for r in readings:
                own[r.paper.id, r.doc_type].append(r)
            for (dispatch, _), same in own.items():
                self._node(number, same, scope=dispatch)
            return
        groups: defaultdict[tuple[str | None, str | None], list[Reading]] = defaultdict(list)
        partial: list[Reading] = []
        for r in readings:
            if r.full:
                groups[r.issuer_id or r.name, r.date].append(r)
            else:
                partial.append(r)
        self.implied = {r.order: r for r in readings if self.match.implied(r)}
        self.doubtful = self.match.meant_here(self.implied.values(), readings) if self.implied else {}
        block = Block(self.match)
        ranked = sorted(groups.values(), key=lambda g: (all(r.mention for r in g), -len(g), g[0].name or "", g[0].date or ""))
        for group in ranked:
            self._place(number, group, block)
        partial.sort(key=lambda r: (r.mention is not None, not r.name, -len(r.date or ""), r.order))
        for r in partial:
            self._complete(number, r, block)

    def _place(self, number: Number, group: list[Reading], block: Block) -> None:
        """Finds the document of readings that give issuer and day alike."""
        strays = self.slips.strays(number, group, self.implied)
        if not all(r.order in self.implied for r in group):
            strays |= {r.order: self.doubtful[r.order] for r in group if r.order in self.doubtful}
        for r in [r for r in group if r.order in strays]:
            self._doubt(r, strays[r.order])
            block.add(self._node(number, [r], scope=r.paper.id))
        if not (group := [r for r in group if r.order not in strays]):
            return
        compared = [(*self.match.same(node, group), node) for node in block.near(group[0]) if node.scope is None]
        rule, certainty, node = max(compared, key=itemgetter(1), default=("", 0.0, None))
        if node is not None and rule in MISDATED and (others := self.slips.misnumbered(number, group[0], node)):
            for r in group:
                self._doubt(r, (node.words, *others))
            node = None
        if node is not None and rule:
            for r in group:
                r.rule, r.certainty = rule, min(r.certainty, certainty)
            block.join(node, *group)
            if rule == ONE_HEIR:
                self._settle_issuer(node)
            return
        for r in group[1:]:
            r.rule = "same_number_issuer_date" if r.rule == "first_seen" else r.rule
        block.add(self._node(number, group))

    def _settle_issuer(self, node: Node) -> None:
        """Of two bodies that merged, the one that is named stands before the one that only the place of citing implies."""
        named = [r for r in node.readings if not self.match.implied(r)]
        for r in node.readings if named else ():
            if self.match.implied(r):
                r.issuer, r.issuer_id, r.name = named[0].issuer, named[0].issuer_id, named[0].name

    def _complete(self, number: Number, r: Reading, block: Block) -> None:
        """Finds the document of a reading that leaves issuer or day out: the only one that fits, else one of its own."""
        scope = self.match.scope(r)
        near = [node for node in block.near(r) if self.match.may_be(node, r)]
        here = [node for node in near if r.paper.id in node.papers]
        fits = here or [node for node in near if node.scope in (None, scope)]
        bare = not r.date and not (len(fits) == 1 and self.match.undated(fits[0], r))
        if r.mention is None:  # a dispatch in hand is never taken for another on such a ground
            bare, fits = False, [node for node in fits if node.held is None]
        fits = self.match.titled(fits, r)
        unsure = self.doubtful.get(r.order, ())
        if len(fits) == 1 and not here:
            unsure += self.slips.unsure(fits[0], r)
        if len(fits) == 1 and not unsure and not self.match.belied(fits[0], r) and (here or not bare):
            r.certainty = min(r.certainty, 0.95 if here else 0.9 if r.date else 0.85)
            if r.rule == "first_seen":
                r.rule = "same_number_in_this_dispatch" if here else "same_number_and_date" if r.date else "same_number_and_issuer"
            block.join(fits[0], r)
            return
        if fits and r.mention is not None:
            self._doubt(r, (*sorted({node.words for node in fits}), *unsure))
        block.add(self._node(number, [r], scope=r.paper.id if fits or not (r.name or r.date) else scope))

    # beyond one number

    def _mend(self) -> None:
        """Joins misprints of symbols, and then of numbers, to what they stand for."""
        for found in (self.slips.missymboled, self.slips.misnumbers):
            for node, right in found(self.nodes):
                self._join_misread(node, right)
            self.nodes = [node for node in self.nodes if node.readings]

    def _join_misread(self, node: Node, better: Node) -> None:
        right = better.most("key")
        for r in node.readings:
            r.rule, r.certainty = MISPRINTED, min(r.certainty, 0.9)
            if r.mention is not None:
                r.key, r.rivals = right, (r.mention.key or "",)
                if node.date != better.date:
                    self._trouble(r, "misread", f"{r.mention.key} stands for {right}: all but the year is the same")
                elif node.number and better.number and node.number.number == better.number.number:
                    self._trouble(r, "misread", f"{r.mention.key} stands for {right}: number, issuer and date are the same")
                else:
                    self._trouble(r, "misread", f"{r.mention.key} stands for {right}: title, issuer and date are the same")
        better.add(*node.readings)
        node.readings = []

    def _inherit(self, short: Iterable[tuple[Paper, Mention]]) -> None:
        """Binds short forms to what the mention means that they take up."""
        for node in self.nodes:
            for r in node.readings:
                if r.mention:
                    self.of_mention[r.mention.id] = (node, r)
        waiting = list(short)
        while waiting:
            left = []
            for paper, mention in waiting:
                before = self.of_mention.get(mention.antecedent or "")
                if before is None:
                    left.append((paper, mention))
                    continue
                r = self._reading(paper, mention)
                r.rule, r.certainty = "taken_up_again", min(0.95, before[1].certainty)
                self.of_mention[mention.id] = (before[0], r)
            if len(left) == len(waiting):
                for paper, mention in left:  # taken up in a circle, or from nothing
                    r = self._reading(paper, mention)
                    self.of_mention[mention.id] = (self._node(None, [r], scope=mention.id), r)
                break
            waiting = left

    # what came of it

    def _links(self, papers: Sequence[Paper]) -> Links:
        held: dict[str, str] = {}
        documents: dict[str, Document] = {}
        links: list[Link] = []
        for node in sorted(self.nodes, key=attrgetter("order")):
            node.document = document = self._document(node, documents)
            documents[document.id] = document
            if node.held is not None or len(node.dates) > 1:
                self._compare(node, document, held)
        seen: set[str] = set()
        for paper in papers:
            for mention in paper.mentions:
                node, r = self.of_mention[mention.id]
                if node.document:
                    links.append(self._link(node.document, r, mention, first=node.document.id not in seen))
                    seen.add(node.document.id)
        self.problems.sort(key=lambda p: (p[0], p[1].span or Span(-1, -1), p[1].code, p[1].message))
        return Links(tuple(documents[i] for i in sorted(documents)), tuple(links), held, tuple(self.problems))

    def _compare(self, node: Node, document: Document, held: dict[str, str]) -> None:
        """Notes the dispatches in hand that a document is, and where its readings differ."""
        for r in node.readings:
            if r.mention is None:
                held[r.paper.id] = document.id
                if node.held is not None and r is not node.held:
                    first = node.held.paper
                    what = f"{r.paper.key}: the same number, symbol, issuer and date as {first.file}, part {first.part}"
                    self.problems.append((r.paper.id, Problem("duplicate_key", what)))
            elif r.date and document.date and not dates_agree(r.date, document.date):
                self._trouble(r, "conflicting_date", f"{r.key} is dated {r.date} here, {document.date} elsewhere")

    def _document(self, node: Node, taken: dict[str, Document]) -> Document:
        key, title, issuer, issuer_id = node.most("key"), node.most("title"), node.most("issuer"), node.most("issuer_id")
        date = node.date
        parts = [issuer_id or slug(issuer or ""), (date or "").replace("-", "/"), key or ("" if node.held else slug(title or ""))]
        name = plain_name = ",".join([*parts, node.scope] if node.scope else parts)
        again = 1
        while name in taken:
            again += 1
            name = f"{plain_name}~{again}"
        rank = self.bodies.rank(issuer_id, -1)
        if node.most("doc_type") in LAWS:
            rank = 0  # a law binds everybody
        return Document(
            id=name,
            key=key,
            doc_type=node.most("doc_type"),
            date=date,
            issuer=issuer,
            issuer_id=issuer_id,
            title=title,
            rank=None if rank < 0 else rank,
            dispatch=node.held.paper.id if node.held else None,
        )

    @staticmethod
    def _link(document: Document, r: Reading, mention: Mention, *, first: bool) -> Link:
        key = mention.key
        if mention.antecedent is not None:
            method = "short"
        elif mention.key is None:
            method = "name"
        elif r.rule == MISPRINTED:
            method, key = "misread", document.key
        elif mention.method == "misread" and r.key == mention.key:
            method = "misread"
        elif first and document.dispatch is None:
            method = "new"
        else:
            method = "exact" if mention.key == document.key and mention.method == "exact" else "folded"
        if mention.key is not None and method != "misread":
            key = r.key  # as printed, where it was mended wrongly
        return Link(mention.id, document.id, key, method, r.rule, r.certainty, r.rivals)

    def _doubt(self, r: Reading, rivals: tuple[str, ...]) -> None:
        """Notes what a reading may mean, none of which it is bound to."""
        r.rule, r.certainty, r.rivals = "ambiguous", 0.5, rivals
        which = " or ".join(rivals[:4])
        said = f"{r.key} of {r.date}" if r.full else f"{r.key}"
        self._trouble(r, "ambiguous_citation", f"{said} may be {which}; it is bound to none of them")

    def _trouble(self, r: Reading, code: str, message: str) -> None:
        span = Span(r.mention.start, r.mention.end) if r.mention else None
        self.problems.append((r.paper.id, Problem(code, message, span)))
