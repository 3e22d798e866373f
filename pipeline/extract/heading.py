"""The header of a dispatch: number, type, date, place, issuer, subject, urgency, secrecy, stamps."""

from dataclasses import dataclass, field

from pipeline.agencies.ownname import as_written
from pipeline.grammar.agencies import Agencies, Body
from pipeline.grammar.dates import days, iso
from pipeline.grammar.form import Form
from pipeline.grammar.numbers import DocType, Numbers, Symbol
from pipeline.misreading import ILLEGIBLE
from pipeline.model import Found, Layout, Problem, Setting, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.text import Text

NEAR = 300  # characters behind the number in which a letterhead may stand
FLOOR = 0.6  # certainty below which a value isn't given
DATED = Pattern(r"ng[àa]y{_*}(?P<d>[\d….\x{FFFD}]{0,6}){_*}tháng{_*}(?P<m>[\d….\x{FFFD}]{0,6}){_*}n[ăâ]m{_*}(?P<y>\d{4})?")
PLACE = Pattern(
    r"(?:^|[|]|{_}{_})[|*({_}]{0,4}(?P<place>[{U}][{L}.’'-]*(?:{_}?[-–]?{_}?[{U}{l}][{L}.’'-]*){0,6}){_*}[,.;]?{_*}(?:ng[àa]y|$)"
)
ABOUT = Pattern(r"(?i)[*{_}]{0,4}(?:(?:v/v|về{_}việc|v{_*}/{_*}v){_*}:?{_*}(?:(?:về{_})?việc{_})?)(?P<rest>[^\n]?)")
OF_BODY = Pattern(r"(?i)của{_}(?P<body>[^\n]{4,120}?){_}(?P<rest>về{_}[^\n]*)$")
STAMP = Pattern(r"(?im)^[|*{_}]{0,4}(?:công{_}văn{_}|văn{_}bản{_})?đến{_*}:?{_*}(?:$|\n|(?:số|ngày){_*}:)")
STAMPED_NUMBER = Pattern(r"(?i)(?:^|\n|{_})số{_}?(?:đến)?{_*}[:.]{_*}(?P<number>\d{1,6})")
STAMPED_DATE = Pattern(r"(?i)(?:^|\n|{_})ngày{_}?(?:đến)?{_*}[:.]{_*}(?P<date>\d{1,2}{_*}[/.-]{_*}\d{1,2}{_*}[/.-]{_*}\d{4})")
CARRIED = Pattern(
    r"(?i)\({_*}(?:ban{_}hành{_})?(?:đính{_})?kèm{_}(?:theo{_})?(?P<type>{L}+(?:{_}{L}+){0,2}?){_}(?P<number>số{_*}:?[^\n)]{1,200})\)?"
)
SELF = r"(?i){_*},?{_*}(?:(?:tỉnh|thành{_}phố|Trung{_}ương){_*})?"  # between a body's name and its verb
CLOSES = Pattern(SELF + r"(?:thông{_}báo|đề{_}nghị|yêu{_}cầu|trân{_}trọng|kính)")
ORDERS = Pattern(
    SELF
    + r"(?:đề{_}nghị|yêu{_}cầu|ban{_}hành|xây{_}dựng|thông{_}báo|báo{_}cáo|chỉ{_}đạo|quyết{_}định|quy{_}định|hướng{_}dẫn|giao|kính|có{_}ý"
    r"|triển{_}khai|kết{_}luận|trả{_}lời|phúc{_}đáp|thống{_}nhất)"
)
CARRIERS = ("Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Công văn", "Chỉ thị")  # types under which others are issued
FOOTNOTE = Pattern(r"(?:\[\d{1,2}\]|\(\*\)|[*{_}])+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says, and the setting in which the rest is to be read."""

    status: str
    facts: dict[str, Found[str]]
    setting: Setting
    problems: tuple[Problem, ...] = ()


def read(text: Text, layout: Layout, signer: dict[str, Found[str]], book: Rulebook) -> Heading:
    """The header facts of one dispatch; `signer` as read by `signature.read`, for headers that are lost."""
    header = Header(text.chars, layout, signer, book)
    header.read_number()
    header.read_date()
    header.read_type()
    header.read_subject()
    header.read_issuer()
    header.read_marks()
    header.read_stamp()
    return header.result()


@dataclass(slots=True)
class Header:
    """One header while it is read."""

    chars: str
    layout: Layout
    signer: dict[str, Found[str]]
    book: Rulebook
    facts: dict[str, Found[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    symbol: Symbol | None = None
    issuer: Body | None = None
    dated: bool = False  # the day is filled in
    draft: bool = False

    def result(self) -> Heading:
        """All that was read."""
        number, date = self.layout.zone("number"), self.layout.zone("place_date")
        status = "issued" if number or date else "incomplete"
        by_hand = [zone for zone in (number, date) if zone and self.chars.find(ILLEGIBLE, *zone) >= 0]
        for zone in by_hand:
            self.problems.append(Problem("handwritten", "written by hand: read it on the page", zone))
        number, date = (None if zone in by_hand else zone for zone in (number, date))
        if status == "issued" and (self.draft or (number and "code_number" not in self.facts) or (date and not self.dated)):
            status = "draft"
            self.problems.append(Problem("draft", "the number or the day is left blank, or the paper says draft", number or date))
        if "key" not in self.facts:
            self.problems.append(Problem("no_number", "no number of its own", number))
        if "promulgation_date" not in self.facts:
            self.problems.append(Problem("no_date", "no date of its own", date))
        if "issuer" not in self.facts:
            self.problems.append(Problem("no_issuer", "the body that issues isn't named", self.layout.zone("letterhead")))
        if status == "incomplete":
            self._hint()
        value = {name: found.value for name, found in self.facts.items()}
        issued = value.get("promulgation_date")
        province = self.issuer.province if self.issuer else None
        if self.issuer is None and (place := value.get("promulgation_place")):
            province = self.book.build(Agencies).province(place, issued)
        if self.issuer is None and province is None:
            province = self.book.build(Agencies).home(self.chars, *self.layout.span, issued)
        setting = Setting(
            key=value.get("key"),
            doc_type=value.get("doc_type"),
            issued=issued,
            issuer=value.get("issuer"),
            issuer_id=self.issuer.id if self.issuer and "issuer" in self.facts else None,
            province=province,
            subject=value.get("subject"),
        )
        return Heading(status, self.facts, setting, tuple(self.problems))

    def give(self, name: str, value: str, span: Span, rule: str, certainty: float = 1.0, rivals: tuple[str, ...] = ()) -> None:
        """A fact, or a problem where it is too doubtful to be one."""
        if certainty >= FLOOR:
            self.facts[name] = Found(value, span, rule, certainty, rivals)
        else:
            self.problems.append(Problem("doubtful_value", f"{name}: perhaps {value}", span))

    def zones(self, name: str) -> list[Span]:
        """Every zone of this name."""
        return [zone.span for zone in self.layout.zones if zone.name == name]

    def read_number(self) -> None:
        """Number, symbol and key."""
        zone = self.layout.zone("number")
        symbol = self.book.build(Numbers).symbol_at(self.chars, zone.start, zone.end) if zone else None
        if symbol is None:
            return
        self.symbol = symbol
        rule = f"number-line:{symbol.family}"
        if symbol.number:
            at = self.chars.find(symbol.number, symbol.span.start, symbol.span.end)
            span = Span(at, at + len(symbol.number)) if at >= 0 else symbol.span
            self.give("code_number", symbol.number, span, rule, symbol.certainty)
            self.give("key", symbol.key, symbol.span, rule, symbol.certainty)
        self.give("code_notation", symbol.notation, symbol.span, rule, symbol.certainty)

    def read_date(self) -> None:
        """Day and place."""
        zone = self.layout.zone("place_date")
        hit = DATED.search(self.chars, zone.start, zone.end) if zone else None
        if zone is None or hit is None:
            return
        day, month, year = (int(words) if (words := hit[name].strip("….")).isdigit() else None for name in ("d", "m", "y"))
        self.dated = day is not None
        value = iso(year, month, day if month else None)
        span = Span(*hit.span())
        if value:
            self.give("promulgation_date", value, span, "place-and-date-line")
        elif year and month:
            self.problems.append(Problem("impossible_date", f"there is no such day: {self.chars[span.start : span.end]}", span))
        place = PLACE.search(self.chars, zone.start, min(hit.start() + 4, zone.end))
        if place:
            at, end = place.span("place")
            words = self.chars[at:end].removesuffix(" ngày")
            self.give("promulgation_place", " ".join(words.split()), Span(at, at + len(words)), "place-and-date-line")

    def read_type(self) -> None:
        """The type, by its printed name, else by the symbol, else by how the dispatch speaks of itself."""
        numbers = self.book.build(Numbers)
        title = self.layout.zone("title")
        printed = numbers.type_named(self.chars[title.start : title.end]) if title else None
        said = numbers.type_of(self.symbol.doc_type) if self.symbol and self.symbol.doc_type else None
        if self.symbol and said and said.abbr == "VBHN":
            self._give_type(said, self.symbol.span, "symbol", 1.0)
        elif printed and title:
            rivals = (said.abbr,) if said and said.abbr not in (printed.abbr, "CV") else ()
            self._give_type(printed, title, "title-line", 0.97 if rivals else 1.0, rivals)
        elif (letter := self._letter(said)) is not None:
            self._give_type(DocType("CV", "Công văn"), letter, "letter", 1.0 if self.symbol else 0.9)
        elif self.symbol and said:
            self._give_type(said, self.symbol.span, "symbol", 0.95)
        else:
            self._read_own_word(numbers)

    def _read_own_word(self, numbers: Numbers) -> None:
        """The type by which a dispatch without a header speaks of itself: that of the carrier before that of what it carries."""
        words: dict[str, list[Span]] = {}
        for hit in self.book.build(Form).itself.finditer(self.chars, self.layout.span.start, self.layout.span.end):
            words.setdefault(" ".join(hit["type"].split()), []).append(Span(*hit.span("type")))
        ranked = sorted(words, key=lambda word: (word not in CARRIERS, -len(words[word]), words[word][0]))
        if ranked and (own := numbers.type_named(ranked[0])):
            self._give_type(own, words[ranked[0]][0], "word-for-itself", 0.8)

    def _give_type(self, doc_type: DocType, span: Span, rule: str, certainty: float, rivals: tuple[str, ...] = ()) -> None:
        self.give("doc_type", doc_type.abbr, span, rule, certainty, rivals)
        self.give("type_name", doc_type.name, span, rule, certainty)

    def _letter(self, said: DocType | None) -> Span | None:
        """What makes a dispatch without a title a công văn: its V/v, its Kính gửi, a symbol without a type."""
        about, addressed = self.layout.zone("subject"), self.layout.zone("addressees")
        if about and ABOUT.match(self.chars, about.start, about.end):
            return about
        if said is None or said.abbr == "CV":
            return self.symbol.span if self.symbol else addressed
        return addressed if said.abbr == "CT" else None  # CT is also the code of Cục Thuế

    def read_subject(self) -> None:
        """The trích yếu without its marker."""
        zones = self.zones("subject")
        if not zones:
            return
        start, end = zones[0].start, zones[-1].end if len(zones) > 1 and zones[-1].start - zones[0].end < 3 else zones[0].end
        about = ABOUT.match(self.chars, start, end)
        if about:
            start = about.start("rest")
        if note := FOOTNOTE.search(self.chars, start, end):
            end = note.start()
        words = " ".join(self.chars[start:end].split())
        if words:
            self.give("subject", words, Span(start, end), "about-line" if about else "line-below-title")

    def _party(self) -> bool:
        return self.symbol is not None and self.symbol.family == "party"

    def read_issuer(self) -> None:
        """Issuer and superior body: from the letterhead, else from the symbol and the place, else from the text."""
        agencies = self.book.build(Agencies)
        place, on = self._value("promulgation_place"), self._value("promulgation_date")
        lines = self._letterhead()
        if lines:
            issuer, parent = agencies.letterhead([self.chars[line.start : line.end] for line in lines], on, place)
            span = Span(lines[0].start, lines[-1].end)
            if issuer and issuer.id is None and (own := as_written(self.chars, issuer.name, parent.name if parent else None)):
                issuer = issuer._replace(name=own, certainty=max(issuer.certainty, 0.8))
            if issuer:
                self._give_issuer(issuer, span, "letterhead")
            if parent:
                self.give("parent_issuer", parent.name, span, "letterhead", parent.certainty)
        if self._party():
            self._read_party_issuer(agencies, on)
        if "issuer" not in self.facts and self.symbol and (self.symbol.number or self.layout.zone("place_date")):
            province = agencies.province(place, on) if place else None
            setting = Setting(province=province, issued=on)
            body = next((body for code in self.symbol.issuers[:1] if (body := agencies.of_symbol(code, setting, on))), None)
            if body:
                self._give_issuer(body._replace(certainty=min(body.certainty, 0.85)), self.symbol.span, "symbol-and-place")
            elif named := self._named(agencies, setting, on):
                self._give_issuer(named[0], named[1], "order-sentence")

    def _give_issuer(self, body: Body, span: Span, rule: str) -> None:
        self.issuer = body
        self.give("issuer", body.name, span, rule, body.certainty)

    def _read_party_issuer(self, agencies: Agencies, on: str | None) -> None:
        """Papers of the Party's centre name the body that decides behind the type, and above the signature."""
        zone = self.layout.zone("subject")
        hit = OF_BODY.match(self.chars, zone.start, zone.end) if zone else None
        bodies = [agencies.read(name.strip(), Setting(), on) for name in hit["body"].split(",")] if hit else []
        if hit and all(body.id for body in bodies):
            names = [body.name.removesuffix(" Trung ương Đảng") if len(bodies) > 1 else body.name for body in bodies]
            self._give_issuer(bodies[0]._replace(name=", ".join(names), certainty=0.9), Span(*hit.span("body")), "body-behind-title")
            if found := self.facts.get("subject"):
                span = Span(hit.start("rest"), found.span.end)
                self.give("subject", " ".join(self.chars[span.start : span.end].split()), span, found.rule)
            return
        acting = self.signer.get("signer_competence")
        words = acting.value.upper() if acting else ""
        if acting and words.startswith(("T/M ", "TM. ", "TM ")):
            body = agencies.read(acting.value.split(" ", 1)[1], Setting(province=self.issuer.province if self.issuer else None), on)
            if body.id and body.certainty >= FLOOR and (self.issuer is None or (body.rank or 0) <= 1):
                self._give_issuer(body, acting.span, "signature")

    def _letterhead(self) -> list[Span]:
        """The lines of the letterhead that name bodies: those of the receiver's stamp aren't among them."""
        form = self.book.build(Form)
        number = self.layout.zone("number")
        lines = [line for zone in self.zones("letterhead") for line in self.layout.lines(zone)]
        stamps = {i for i, line in enumerate(lines) if STAMP.match(self.chars, line.start, line.end)}
        bodies = [
            line
            for i, line in enumerate(lines)
            if not {i, i + 1} & stamps and form.kind(self.chars, line) == "capitals" and self.chars.find(":", *line) < 0
        ]
        if number is None:
            return bodies
        return [line for line in bodies if line.start < number.start] or [line for line in bodies if line.start < number.end + NEAR]

    def _named(self, agencies: Agencies, setting: Setting, on: str | None) -> tuple[Body, Span] | None:
        """The body that names itself in the closing sentence or in the one that orders."""
        closing, preamble = self.layout.zone("closing") or self.layout.zone("body"), self.layout.zone("preamble")
        lines = [(line, CLOSES) for line in self.layout.lines(closing)[-3:]] if closing else []
        lines += [(line, ORDERS) for line in self.layout.lines(preamble)[-1:]] if preamble else []
        for line, acts in lines:
            for mention in reversed(agencies.mentions(self.chars, line.start, line.end)):
                if (
                    mention.head
                    or self.chars.find(" các ", *mention.span) >= 0
                    or not acts.match(self.chars, mention.span.end, min(mention.span.end + 60, line.end))
                ):
                    continue
                body = agencies.read(self.chars[mention.span.start : mention.span.end], setting, on)
                return body._replace(certainty=min(body.certainty, 0.75)), mention.span
        return None

    def read_marks(self) -> None:
        """Secrecy, urgency and draft marks: lines of their own in the header."""
        form = self.book.build(Form)
        entries = {entry["id"]: entry for entry in self.book.entries("zones", "marks")}
        for zone in self.zones("letterhead"):
            for line in self.layout.lines(zone):
                if (mark := form.mark(self.chars, line)) is None:
                    continue
                entry = entries[mark]
                if entry["says"] == "draft":
                    self.draft = True
                elif entry["says"] in ("urgency", "secrecy"):
                    self.give(entry["says"], entry["value"], line, mark)
                if entry["says"] == "secrecy":
                    self.problems.append(Problem("secret", f"marked {entry['value']}", line))

    def read_stamp(self) -> None:
        """Number and day of the ĐẾN stamp."""
        end = self.layout.zone("preamble")
        start, stop = self.layout.span.start, end.start if end else min(self.layout.span.start + 1500, self.layout.span.end)
        stamp = STAMP.search(self.chars, start, stop)
        if stamp is None:
            return
        until = min(stamp.start() + 160, stop)
        if number := STAMPED_NUMBER.search(self.chars, stamp.start(), until):
            self.give("arrival_number", number["number"], Span(*number.span("number")), "arrival-stamp", 0.9)
        if date := STAMPED_DATE.search(self.chars, stamp.start(), until):
            span = Span(*date.span("date"))
            day = next(days(self.chars, span.start, span.end), None)
            if day and day.iso:
                self.give("arrival_date", day.iso, span, "arrival-stamp", 0.9)

    def _hint(self) -> None:
        """What the rest betrays of a header that is lost."""
        agencies, numbers = self.book.build(Agencies), self.book.build(Numbers)
        for hit in CARRIED.finditer(self.chars, self.layout.span.start, self.layout.span.end):
            symbol = numbers.symbol_at(self.chars, hit.start("number"), hit.end("number"))
            if symbol and symbol.number:
                self.facts["key_hint"] = Found(symbol.key, symbol.span, "appendix-bracket", 0.6)
                day = next(days(self.chars, symbol.span.end, hit.end()), None)
                if day and day.iso:
                    self.facts["promulgation_date_hint"] = Found(day.iso, day.span, "appendix-bracket", 0.6)
                bodies = agencies.mentions(self.chars, symbol.span.end, hit.end())
                if bodies:
                    body = agencies.read(self.chars[bodies[0].span.start : bodies[0].span.end], Setting(), None)
                    self.facts["issuer_hint"] = Found(body.name, bodies[0].span, "appendix-bracket", 0.6)
                break
        if "issuer_hint" not in self.facts and (named := self._named(agencies, Setting(), None)):
            self.facts["issuer_hint"] = Found(named[0].name, named[1], "order-sentence", 0.6)

    def _value(self, name: str) -> str | None:
        found = self.facts.get(name)
        return found.value if found else None
