"""What a slip of the pen makes of a number, a symbol or a day: which other document a reading may stand for."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pipeline.binding.kinship import Kinship
from pipeline.binding.likeness import FULL, Number, cut_short, number_of, one_slip, title_words, titles_agree, titles_differ
from pipeline.binding.sayings import Node, Reading
from pipeline.grammar.numbers import Numbers
from pipeline.rulebook import Rulebook

Words = frozenset[str]
IN_HAND = "in hand"  # a witness: the dispatch itself
YEAR = 4  # digits
MANY = 99  # who cite a document


class Slips:
    """Knows what else was numbered on a day: of all readings, by number and symbol."""

    def __init__(self, book: Rulebook, blocks: Mapping[Number, Sequence[Reading]]) -> None:
        self._bodies = book.build(Kinship)
        self._numbers = book.build(Numbers)
        self._days: defaultdict[tuple[str, str, str], dict[str, list[Reading]]] = defaultdict(dict)  # symbol, issuer, day -> by number
        self._symbols: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)  # number, issuer, day -> symbols
        for number, readings in blocks.items():
            for r in readings if number.symbol else ():
                if r.full:
                    self._days[self._day(number, r)].setdefault(number.number, []).append(r)
                    self._symbols[(number.number, *self._day(number, r)[1:])].add(number.symbol)

    def beside(self, number: Number, r: Reading) -> list[str]:
        """The numbers of the same issuer's documents of that very day that a slip makes this of."""
        return [other for other in sorted(self._days.get(self._day(number, r), ())) if one_slip(other, number.number)]

    def misnumbered(self, number: Number, r: Reading, node: Node) -> tuple[str, ...]:
        """What else may be meant where a document and a reading have one number and two days.

        The number may be wrong, and the day right: of either. Where the title is the same, too, they are one.
        """
        said = _words(r)
        titled = bool(said) and any(titles_agree(said, words) for words in _titles(node.readings))
        found = []
        for one in (r, node.readings[0]) if node.held is None else (r,):
            there = self._days.get(self._day(number, one), {})
            found += [
                f"number {other} of {one.date}"
                for other in self.beside(number, one)
                if not titled or any(titles_agree(said, words) for words in _titles(there[other]))
            ]
            symbols = self._symbols.get((number.number, *self._day(number, one)[1:]), set())
            found += [f"symbol {other} of {one.date}" for other in sorted(symbols) if not titled and one_slip(other, number.symbol)]
        return tuple(found)

    def unsure(self, node: Node, r: Reading) -> tuple[str, ...]:
        """What else may be meant where a document is known by one dispatch alone, beside another of nearly its number and of its day.

        That one dispatch may have mistyped the number; a reading that gives no day or title of its own isn't bound to it.
        """
        first = node.readings[0]
        if node.held is not None or not node.number or node.dated_key or not first.full:
            return ()
        if r.paper.id in node.papers or len(r.date or "") == FULL:
            return ()
        if any(one.full and one.paper.id != first.paper.id for one in node.readings):
            return ()
        said = _words(r)
        if said and any(titles_agree(said, words) for words in _titles(node.readings)):
            return ()
        return tuple(f"number {other} of {first.date}" for other in self.beside(node.number, first))

    def strays(self, number: Number, group: Sequence[Reading], implied: Container[int] = ()) -> dict[int, tuple[str, ...]]:
        """Readings (by `order`) whose number, issuer and day are one document's, and whose title is another's; with what they may mean.

        The title must be none that others give with this number. That is enough where the dispatch in hand has another title. Else a
        document of nearly that number and of that day must have it, in the words of more dispatches; and word for word where nobody
        gives another title with this number. `implied`: readings whose issuer isn't sure; their title must be one that others give.
        """
        titled = [r for r in group if r.title]
        if len(group) == 1 or not titled or (len({r.title for r in titled}) == 1 and len(titled) == len(group)):
            return {}
        beside = self.beside(number, group[0])
        if not beside and not any(r.mention is None for r in group) and not any(r.order in implied for r in titled):
            return {}
        mine = _witnesses(group)
        there = self._days[self._day(number, group[0])]
        theirs = {other: _witnesses(there[other]) for other in beside}
        found: dict[int, tuple[str, ...]] = {}
        for said, papers in mine.items():
            others = [words for words in mine if words != said]
            if IN_HAND in papers or any(titles_agree(said, words) for words in others):
                continue
            differs = any(titles_differ(said, words) for words in others)
            fits = [
                f"number {other} of {group[0].date}"
                for other, of in theirs.items()
                for words, more in of.items()
                if (len(more) >= len(papers) and titles_agree(said, words) if differs else len(more) > len(papers) and said == words)
            ]
            if any(IN_HAND in mine[words] and titles_differ(said, words) for words in others):
                fits.append(f"number {number.number} of {group[0].date} under another title")
            if others and all(r.order in implied for r in titled if _words(r) == said):
                fits.append(f"number {number.number} of {group[0].date} of another issuer")
            if fits and (differs or any(r.paper.id not in papers for r in group)):  # else nobody else names this number
                found |= {r.order: tuple(fits) for r in titled if _words(r) == said}
        return found

    def missymboled(self, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
        """Documents that differ in one letter of the symbol alone: same number, issuer, day and type. The better known one stands.

        One that was joined in between has no readings any more, and isn't met again.
        """
        near: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
        for node in nodes:
            first = node.readings[0]
            if node.number and node.number.symbol and first.full and first.date:
                day = first.date[YEAR:] if node.dated_key else first.date  # a year mistyped in the number is so in the date, too
                near[node.number.number, day, first.issuer_id or first.name or ""].append(node)
        for same in near.values():
            if len(same) < 2:
                continue
            same.sort(key=lambda n: (n.held is None, -len(n.papers), -self.sense(n), -len(n.readings), n.number))
            for node in reversed(same[1:]):
                better = [n for n in same if n is not node and n.readings and self.misprinted(node, n)]
                if node.held is not None or not better or same.index(better[0]) > same.index(node):
                    continue
                if all(n.held is None and self.misprinted(n, better[0]) for n in better[1:]):  # others are misprints of the same
                    yield node, better[0]

    def misnumbers(self, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
        """What bears the number of another day's document, and the one of its own day and title whose number is nearly that."""
        years: defaultdict[tuple[Number, str, str], list[Node]] = defaultdict(list)
        days: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
        for node in nodes:
            first = node.readings[0]
            if node.number and node.number.symbol and first.full and first.date and node.scope is None:
                body = first.issuer_id or first.name or ""
                years[node.number, body, first.date[:YEAR]].append(node)
                days[node.number.symbol, body, first.date].append(node)
        for (number, body, _), same in years.items():
            for node in same if len(same) > 1 else ():
                there = [n for n in days[number.symbol, body, node.readings[0].date or ""] if n.readings]
                known = any(n is not node and (n.held is not None or len(n.papers) > len(node.papers)) for n in same)
                if node.held is None and known and (right := self.misnamed(node, there)):
                    yield node, right

    def misprinted(self, node: Node, other: Node) -> bool:
        """Whether a symbol is a misprint of another's, all else being the same: it makes less sense, or the title is the same."""
        if not (node.number and other.number):
            return False
        a, b = node.number.symbol, other.number.symbol
        titles = title_words(node.most("title") or ""), title_words(other.most("title") or "")
        types = {r.doc_type for n in (node, other) for r in n.readings} - {None}
        if len(types) > 1 or titles_differ(*titles):
            return False
        if node.date != other.date:
            years = a[:YEAR], b[:YEAR]
            typed = all((n.date or "").startswith(year) for n, year in zip((node, other), years, strict=True))
            return typed and a[YEAR:] == b[YEAR:] and one_slip(*years) and titles_agree(*titles)
        if a[:4].isdigit() and a[:4] == b[:4] and (titles_agree(*titles) or cut_short(a, b)):
            return True
        return (one_slip(a, b) or cut_short(a, b)) and (titles_agree(*titles) or self.sense(node) < self.sense(other))

    @staticmethod
    def misnamed(node: Node, there: Sequence[Node]) -> Node | None:
        """Of the documents of one day the only one that has a document's title and nearly its number."""
        titles = list(_titles(node.readings))
        near = [other for other in there if node.number and other.number and one_slip(node.number.number, other.number.number)]
        same = [other for other in near if any(titles_agree(a, b) for a in titles for b in _titles(other.readings))]
        return same[0] if len(same) == 1 else None

    def sense(self, node: Node) -> int:
        """How much of a symbol makes sense: that it fits the type named beside it, and that its issuer is somebody's code."""
        key, date, issuer = node.most("key"), node.date, node.most("issuer_id")
        symbol = self._numbers.symbol_at(key, 0, len(key)) if key else None
        if symbol is None:
            return 0
        known = all(self._bodies.has_code(code, date, issuer) for code in symbol.issuers)
        return (symbol.doc_type == node.most("doc_type")) + known

    @staticmethod
    def _day(number: Number, r: Reading) -> tuple[str, str, str]:
        return number.symbol, r.issuer_id or r.name or "", r.date or ""


def printed_right(r: Reading, printed: Number, blocks: Mapping[Number, Sequence[Reading]]) -> bool:
    """Whether a number whose year was mended after the date beside it was right as printed: `r` has the mended one.

    It was where the date is in the future, where others cite the printed number and nobody the mended one, or by the title. Where
    nobody can tell: if the date has the year in which it is written, which comes from the pen by habit.
    """
    mended = number_of(r.key or "")
    years = printed.symbol[:YEAR], mended.symbol[:YEAR]
    if printed.number != mended.number or printed.symbol[YEAR:] != mended.symbol[YEAR:] or not all(map(str.isdigit, years)):
        return False
    if r.paper.date and (r.date or "") > r.paper.date and years[0] <= r.paper.date[:YEAR]:
        return True
    there, here = ([o for o in blocks.get(n, ()) if not (o.mention and o.mention.method == "misread")] for n in (printed, mended))
    said = _words(r)
    titled = [any(titles_agree(said, words) for words in _titles(known)) if said else False for known in (there, here)]
    if titled[0] != titled[1]:
        return titled[0]
    if bool(there) != bool(here) and not (here and said):
        return bool(there)
    return bool(r.paper.date) and years[0] < years[1] == (r.paper.date or "")[:YEAR]


def _words(r: Reading) -> Words:
    return title_words(r.title or "")


def _titles(readings: Iterable[Reading]) -> Iterator[Words]:
    return (title_words(title) for title in sorted({r.title for r in readings if r.title}))


def _witnesses(readings: Iterable[Reading]) -> dict[Words, set[str]]:
    """The titles that readings give, and the dispatches that give them; the dispatch in hand outweighs all."""
    found: dict[Words, set[str]] = {}
    for r in readings:
        if r.title:
            papers = found.setdefault(_words(r), set())
            papers.add(r.paper.id)
            if r.mention is None:
                papers.update((IN_HAND, *map(str, range(MANY))))
    return found
