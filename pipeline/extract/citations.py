"""Which other documents a dispatch names, and what it says of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.cited import Cited
from pipeline.citing.hearsay import Hearsay
from pipeline.citing.lists import share
from pipeline.citing.misprints import Misprints
from pipeline.citing.numbered import Numbered
from pipeline.citing.relations import Place, Relations, Verdict
from pipeline.citing.shorts import Shorts, recall
from pipeline.citing.subjects import with_titles
from pipeline.citing.surroundings import Surroundings
from pipeline.grammar.agencies import Agencies
from pipeline.grammar.dates import iso
from pipeline.grammar.programmes import Programme, Programmes
from pipeline.grammar.titles import Name, Titles
from pipeline.model import Citation, Layout, Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike, plain
from pipeline.text import Text

SILENT = ("letterhead", "number", "place_date", "addressees", "signature", "copies")  # zones that cite nothing
GAP = Pattern(r"\n[{_}]*\n")
LINE = Pattern(r"[^\n]*[^\s\n][^\n]*")
CARRIER = Pattern(r"(?i)kèm(?:{_+}theo)?(?:{_+}[{L}]+){0,2}{_*}$")  # (Kèm theo Quyết định số …) below the title of an annex
REMEMBERED = 2048  # names of issuers kept
APPROVING = ("phê duyệt", "về phê duyệt", "ban hành", "về ban hành", "về việc phê duyệt", "về việc ban hành")
PROPOSING = ("TTr", "BC")  # what their titles say is yet to be done, or was done by others
LAWGIVERS = {"Luật": "QH", "Bộ luật": "QH", "Hiến pháp": "QH", "PL": "UBTVQH"}
WITHIN = 12  # citations back that a title may reach
NOTE = Pattern(r"\[(?P<n>\d{1,3})\]")


def read(text: Text, layout: Layout, setting: Setting, book: Rulebook) -> tuple[Citation, ...]:
    """The citations of one dispatch, in order, one a mention.

    A law or programme that is named only in the title of another text is left out.
    """
    chars = text.chars
    reader = book.build(Reader)
    cited: list[Cited] = []
    for span in _speaking(layout):
        cited += reader.mentions(chars, span.start, span.end)
    cited = [_dated(c, setting) for c in cited if not _own(chars, c, setting, layout)]
    cited = with_titles(chars, book.build(Misprints).mend(cited, setting))
    programmes = any(c.key is None and c.name and c.doc_type not in LAWGIVERS for c in cited)
    approved = [alike(chars[c.title.start : c.title.end]) for c in cited if c.title and c.key] if programmes else []
    outer = _outer(cited)
    cited = [c for c, within in zip(cited, outer, strict=True) if c.key is not None or (within is None and not _has_number(c, approved))]
    addressees = layout.zone("addressees")
    received = addressees and chars.find(" nhận ", layout.span.start, layout.span.end) >= 0
    addressed = reader.addressed(chars, addressees, setting) if addressees and received else ""
    return reader.citations(chars, recall(cited), setting, layout.paragraphs, layout=layout, addressed=addressed)


def cite(text: Text, book: Rulebook) -> tuple[Citation, ...]:
    """The citations of any text, in order, each mention; what a blank line divides does not inherit from one another."""
    chars = text.chars
    reader = book.build(Reader)
    mentions = reader.mentions(chars, 0, len(chars), divided=True)
    cited: list[Cited] = []
    at = 0
    for gap in (*GAP.finditer(chars), None):
        border = gap.start() if gap else len(chars)
        stop = at
        while stop < len(mentions) and mentions[stop].span.start < border:
            stop += 1
        if stop > at:
            cited += recall(with_titles(chars, mentions[at:stop]), len(cited))
        at = stop
    return reader.citations(chars, cited, Setting(), [Span(*hit.span()) for hit in LINE.finditer(chars)])


class Reader:
    """Puts together what the rooms below read. Get it by `book.build(Reader)`."""

    def __init__(self, book: Rulebook) -> None:
        self._titles = book.build(Titles)
        self._programmes = book.build(Programmes)
        self._numbered = book.build(Numbered)
        self._shorts = book.build(Shorts)
        self._around = book.build(Surroundings)
        self._relations = book.build(Relations)
        self._agencies = book.build(Agencies)
        self._hearsay = book.build(Hearsay)
        self._read: dict[tuple[str, tuple[str, ...], str | None, str | None, str | None], tuple[str | None, str | None]] = {}

    def mentions(self, chars: str, start: int, end: int, *, divided: bool = False) -> list[Cited]:
        """Every mention in `chars[start:end]`, in order, with what it says itself and what its list says.

        `divided`: a list doesn't run on over a blank line.
        """
        names = self._titles.names(chars, start, end)
        numbered = share(chars, self._numbered.read(chars, start, end, names, divided=divided), divided=divided)
        taken = [c.span for c in numbered]
        named: list[Name | Programme] = [*names, *self._programmes.names(chars, start, end)]
        found = [c for name in named if not _meets(taken, name.span) and (c := self._named(chars, name, end))]
        found += (self._extended(chars, short, end) for short in self._shorts.read(chars, start, end) if not _meets(taken, short.span))
        floor = start
        for c in numbered:
            found.append(self._around.look(chars, floor, c))
            floor = c.span.end
        return sorted(found, key=lambda c: (c.span.start, -c.span.end))

    def addressed(self, chars: str, addressees: Span, setting: Setting) -> str:
        """The words of Kính gửi, with the full names of the bodies that are named there."""
        bodies = self._agencies.mentions(chars, addressees.start, addressees.end)
        names = (self._agencies.read(chars[body.span.start : body.span.end], setting).name for body in bodies)
        return "\n".join((chars[addressees.start : addressees.end], *names))

    def citations(
        self,
        chars: str,
        cited: Sequence[Cited],
        setting: Setting,
        lines: Sequence[Span],
        *,
        layout: Layout | None = None,
        addressed: str = "",
    ) -> tuple[Citation, ...]:
        """What is said of these documents, as citations; `lines` are the paragraphs, `addressed` the words of Kính gửi."""
        issuers = [self._issuer(chars, c, setting) for c in cited]
        marks = _marks(chars, cited, layout)
        named = [_unaccented(name) if name and addressed else None for name, _ in issuers]
        places = [Place(c.span, c.title, name, mark) for c, name, mark in zip(cited, named, marks, strict=True)]
        verdicts = self._relations.read(chars, lines, places, addressed=_unaccented(addressed)) if places else []
        scopes = [layout.scope(c.span.start if mark is None else mark) if layout else "body" for c, mark in zip(cited, marks, strict=True)]
        outer = _outer(cited)
        found = [_citation(chars, c, verdicts[i], issuers[i], scopes[i], outer[i]) for i, c in enumerate(cited)]
        for i, within in enumerate(outer):
            if within is not None and cited[within].doc_type not in PROPOSING:  # what that title says of it
                stated, _ = self._hearsay.relation(chars, cited[within].span.end, cited[i].span.start)
                found[i] = replace(found[i], stated=stated)
        return tuple(found)

    def _named(self, chars: str, name: Name | Programme, end: int) -> Cited | None:
        """A law or programme cited by name, with its day and issuer; null where these don't make it a name."""
        right = self._numbered.behind(chars, name.span.end, end)
        words = name.name
        if isinstance(name, Programme) and name.issued:
            if right.issuer is None or not self._programmes.stands(chars, right.stop, end):
                return None
            words = " ".join(chars[name.span.start : right.issuer.end].split())
        return Cited(
            span=Span(name.span.start, right.stop),
            rule=name.rule,
            certainty=name.certainty,
            doc_type=name.doc_type,
            typed=name.span,
            day=right.day,
            date=right.day.iso if right.day else None,
            issuer_at=right.issuer,
            name=words,
            pinpoint=self._numbered.pinpoint(chars, max(0, name.span.start - 120), name.span.start),
            method="name",
        )

    def _extended(self, chars: str, short: Cited, end: int) -> Cited:
        right = self._numbered.behind(chars, short.span.end, end)
        day = right.day
        return short._replace(span=Span(short.span.start, right.stop), day=day, date=day.iso if day else None, issuer_at=right.issuer)

    def _issuer(self, chars: str, cited: Cited, setting: Setting) -> tuple[str | None, str | None]:
        """What the text says, else what the symbol implies."""
        on = cited.date if cited.date and len(cited.date) == 10 else setting.issued
        words = ""
        codes: tuple[str, ...] = ()
        if cited.issuer_at:
            words = chars[cited.issuer_at.start : cited.issuer_at.end]
        elif cited.symbol is not None:
            codes = cited.symbol.issuers
        elif cited.name and cited.doc_type in LAWGIVERS:
            codes = (LAWGIVERS[cited.doc_type],)
        asked = (words, codes, setting.province, setting.issuer_id, on)
        if asked not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[asked] = self._said(words, setting, on) if cited.issuer_at else self._implied(codes, setting, on)
        return self._read[asked]

    def _said(self, words: str, setting: Setting, on: str | None) -> tuple[str | None, str | None]:
        body = None if " " in words.strip() else self._agencies.of_symbol(words.strip(), setting, on)
        body = body or self._agencies.read(words, setting, on)
        return body.name, body.id

    def _implied(self, codes: tuple[str, ...], setting: Setting, on: str | None) -> tuple[str | None, str | None]:
        bodies = [b for code in codes if (b := self._agencies.of_symbol(code, setting, on))]
        if not bodies:
            return None, None
        return ", ".join(b.name for b in bodies), bodies[0].id if len(bodies) == 1 else None


def _citation(chars: str, cited: Cited, verdict: Verdict, issuer: tuple[str | None, str | None], scope: str, outer: int | None) -> Citation:
    title = cited.name or (" ".join(chars[cited.title.start : cited.title.end].split()).strip(' :,“”"') if cited.title else None)
    return Citation(
        span=cited.span,
        rule=cited.rule,
        certainty=cited.certainty,
        relation=verdict.relation,
        scope=scope,
        method=cited.method,
        key=cited.key,
        raw_key=cited.raw_key,
        doc_type=cited.doc_type,
        promulgation_date=cited.date,
        issuer=issuer[0],
        issuer_id=issuer[1],
        title=title or None,
        pinpoint=cited.pinpoint,
        antecedent=cited.antecedent,
        within=outer,
        relation_rule=verdict.rule,
    )


def _speaking(layout: Layout) -> Iterator[Span]:
    """The stretches of a dispatch in which it cites: all but its form."""
    start = layout.span.start
    for zone in layout.zones:
        if zone.name in SILENT:
            if start < zone.span.start:
                yield Span(start, zone.span.start)
            start = max(start, zone.span.end)
    if start < layout.span.end:
        yield Span(start, layout.span.end)


def _own(chars: str, cited: Cited, setting: Setting, layout: Layout) -> bool:
    """Whether this is the dispatch's own number, as below the title of its annexes."""
    if cited.key is None or cited.bare is not None:
        return False
    if not setting.key:  # its header is lost; an annex names the text that carries it
        return _carries(chars, cited, layout)
    own, number = setting.key.lstrip("0"), cited.symbol.number.lstrip("0") if cited.symbol else ""
    same = cited.key.lstrip("0").casefold() == own.casefold()
    if not same and not own.startswith((f"{number}/", f"{number}-")):
        return False
    dated = bool(cited.date and setting.issued)
    fits = not dated or (setting.issued or "").startswith(cited.date or "") or (cited.date or "").startswith(setting.issued or "")
    return fits if same else dated and fits and _carries(chars, cited, layout)  # printed otherwise there


def _carries(chars: str, cited: Cited, layout: Layout) -> bool:
    """Whether the words before a citation say that it carries the annex in which it stands."""
    at = cited.span.start
    return layout.scope(at) == "appendix" and CARRIER.search(chars, max(0, at - 40), at) is not None


def _has_number(cited: Cited, approved: Sequence[str]) -> bool:
    """Whether this is a programme whose decision is cited with its number: then the decision is the document."""
    if cited.name is None or cited.doc_type in LAWGIVERS:
        return False
    name = _bare(cited.name)
    return any(title.startswith(APPROVING) and name in _bare(title) for title in approved)


def _unaccented(words: str) -> str:
    """As the sender of a letter and those addressed are compared: a lost mark doesn't matter."""
    return " ".join(plain(alike(words)).split())


def _bare(words: str) -> str:
    return " ".join(alike(words).replace('"', "").replace(" -", "-").replace("- ", "-").split())


def _dated(cited: Cited, setting: Setting) -> Cited:
    """A citation whose day stands without its year (`ngày 19/6`): the year of its symbol, else the last before the dispatch."""
    day = cited.day
    if day is None or cited.date is not None or day.year is not None or day.month is None or day.day is None:
        return cited
    issued = setting.issued or ""
    year = cited.symbol.year if cited.symbol and cited.symbol.year else int(issued[:4]) if len(issued) == 10 else None
    found = iso(year, day.month, day.day)
    if found and year and found > issued and cited.symbol and not cited.symbol.year:
        found = iso(year - 1, day.month, day.day)
    return cited._replace(date=found, certainty=min(cited.certainty, 0.75)) if found else cited


def _marks(chars: str, cited: Sequence[Cited], layout: Layout | None) -> list[int | None]:
    """For each citation in a footnote, where the mark of that note stands in the text; null outside the footnotes."""
    notes = layout.zone("notes") if layout else None
    if layout is None or notes is None:
        return [None] * len(cited)
    starts, marks = [notes.start], [-1]  # of the notes; what stands above the first belongs to none
    for line in layout.paragraphs[bisect_left(layout.paragraphs, notes.start, key=lambda line: line.start) :]:
        if chars[line.start] == "[" and (note := NOTE.match(chars, line.start, line.end)):
            starts.append(line.start)
            marks.append(chars.find(note[0], layout.span.start, notes.start))
    found = [marks[bisect_right(starts, c.span.start) - 1] if notes.holds(c.span) else -1 for c in cited]
    return [at if at >= 0 else None for at in found]


def _outer(cited: Sequence[Cited]) -> list[int | None]:
    """For each citation, the index of the one in whose title it stands."""
    out: list[int | None] = []
    titled: list[tuple[int, Span]] = []  # citations before whose titles may go on
    for i, one in enumerate(cited):
        at = one.span.start
        titled = [row for row in titled if row[1].end > at and i - row[0] < WITHIN] if titled else []
        out.append(next((j for j, title in reversed(titled) if title.start <= at), None) if titled else None)
        if one.title:
            titled.append((i, one.title))
    return out


def _meets(taken: Sequence[Span], span: Span) -> bool:
    """Whether one of `taken`, in order and not overlapping, shares a character with `span`."""
    i = bisect_right(taken, span.start, key=lambda one: one.end)
    return i < len(taken) and taken[i].start < span.end
