"""What the form rules of Nghị định 30/2020/NĐ-CP ask of a dispatch and it hasn't.

They bind the State's administration: papers of the Party, which has its own rules, and normative texts, which a law of their own
rules, are asked only what holds for everybody. What was read doubtfully isn't held against a paper.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.pattern import Pattern
from pipeline.store.access import Connection, Record, rows

SURE = 0.8  # certainty from which a reading counts against a paper
SMALL = Pattern(r"(?i)ngày{_*}(?P<day>\d{1,2}){_*}tháng{_*}(?P<month>\d{1,2}){_*}năm")
DEPUTY = Pattern(r"(?i)^(?:phó|thứ{_+}trưởng)(?:$|[^{L}])")
FOR_ALL = Pattern(r"(?i)(?:^|[^{L}])(?:TM|T/M)(?:$|[^{L}])")
ARCHIVED = Pattern(r"(?:^|[^{L}])(?:VT|HC|Văn thư|VP|Văn phòng)")
COLLECTIVE = ("KH", "BC", "TTr", "CV", "CTr", "ĐA")  # what a committee signs as one; its chairman's own papers bear his name alone
CENTURY = 10  # numbers below have a 0 before them


class Flaw(NamedTuple):
    """What a dispatch misses."""

    dispatch: str
    file: str
    name: str  # its number, else its file
    rule: str
    message: str
    basis: str  # where the rule stands
    quote: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None


def flaws(db: Connection, dispatch: str | None = None) -> list[Flaw]:
    """Every flaw of one dispatch or of all, by file and place."""
    asked = "SELECT * FROM dispatches" + (" WHERE id = ?" if dispatch else "") + " ORDER BY file, part"
    found: list[Flaw] = []
    for d in rows(db, asked, *([dispatch] if dispatch else [])):
        facts = {f["field"]: f for f in rows(db, "SELECT * FROM facts WHERE dispatch = ?", d["id"])}
        own = [flaw for check in CHECKS for flaw in check(db, d, facts)]
        found += sorted(own, key=lambda flaw: (flaw.start if flaw.start is not None else d["end"], flaw.rule, flaw.message))
    return found


def _flaw(d: Record, rule: str, message: str, basis: str, fact: Record | None = None) -> Flaw:
    place = (fact["quote"], fact["page"], fact["start"], fact["end"]) if fact else (None, None, None, None)
    return Flaw(d["id"], d["file"], d["key"] or d["file"], rule, message, basis, *place)


def _missing(db: Connection, d: Record, _: dict[str, Record]) -> Iterator[Flaw]:
    """Parts that every dispatch has."""
    if d["status"] == "incomplete":
        return
    parts = {"issuer": "II.2", "promulgation_place": "II.4", "subject": "II.5", "signer_full_name": "II.7"}
    if d["status"] == "issued":
        parts |= {"code_number": "II.3", "promulgation_date": "II.4"}
    for field, item in parts.items():
        if not d[field]:
            yield _flaw(d, f"missing_{field}", f"no {field.replace('_', ' ')}", f"Phụ lục I, {item}")
    roles = {r["role"] for r in rows(db, "SELECT DISTINCT role FROM recipients WHERE dispatch = ?", d["id"])}
    if d["doc_type"] == "CV" and "addressee" not in roles:
        yield _flaw(d, "missing_addressee", "a công văn without Kính gửi", "Phụ lục I, II.9")
    if "copy" not in roles and not d["archive"]:
        yield _flaw(d, "missing_recipients", "no Nơi nhận", "Phụ lục I, II.9")


def _archive(_: Connection, d: Record, facts: dict[str, Record]) -> Iterator[Flaw]:
    """Lưu: VT."""
    if _party(d) or d["status"] == "incomplete":
        return
    line = d["archive"]
    if not line:
        yield _flaw(d, "missing_archive", "no line Lưu: VT", "Phụ lục I, II.9")
    elif not ARCHIVED.search(line):
        yield _flaw(d, "archive_without_office", f"Lưu: {line} doesn't name the văn thư (VT)", "Phụ lục I, II.9", facts.get("archive"))


def _number(_: Connection, d: Record, facts: dict[str, Record]) -> Iterator[Flaw]:
    """A 0 before numbers below ten, a stroke before the symbol."""
    fact, number = _sure(facts, "code_number"), d["code_number"] or ""
    if fact is None or _party(d) or _normative(d):
        return
    if number.isdecimal() and int(number) < CENTURY and not number.startswith("0"):
        yield _flaw(d, "number_without_zero", f"{number} is to be written 0{number}", "Phụ lục I, II.3", fact)
    notation = _sure(facts, "code_notation")
    if notation is None and d["status"] == "issued":
        yield _flaw(d, "number_without_symbol", f"{number} has no symbol", "Phụ lục I, II.3", fact)
    elif notation and d["doc_type"] not in (None, "CV", "CĐ") and "-" not in (d["code_notation"] or ""):
        yield _flaw(
            d, "symbol_without_hyphen", f"{d['code_notation']}: type and issuer are joined by a hyphen", "Phụ lục I, II.3", notation
        )


def _date(_: Connection, d: Record, facts: dict[str, Record]) -> Iterator[Flaw]:
    """A 0 before days below ten and the months 1 and 2."""
    fact = _sure(facts, "promulgation_date")
    hit = SMALL.search(fact["quote"] or "") if fact else None
    if hit and not _party(d):
        day, month = hit["day"], hit["month"]
        if (len(day) == 1 and int(day) < CENTURY) or month in ("1", "2"):
            yield _flaw(
                d, "date_without_zero", f"{hit[0]}: days below 10 and the months 1 and 2 have a 0 before them", "Phụ lục I, II.4", fact
            )


def _authority(_: Connection, d: Record, facts: dict[str, Record]) -> Iterator[Flaw]:
    """TM., KT.: with what right somebody signs."""
    position, competence = _sure(facts, "signer_position"), d["signer_competence"] or ""
    if position is None or _party(d):
        return
    if DEPUTY.search(d["signer_position"] or "") and not competence:  # one that is printed may be a capacity: TRƯỞNG BAN
        yield _flaw(d, "missing_authority", f"{d['signer_position']} signs without KT., TL. or TUQ.", "Điều 13; Phụ lục I, II.7", position)
    body = (d["issuer_id"] or "").partition("@")[0]
    chief = (d["signer_position"] or "").casefold().startswith("chủ tịch")
    if body.startswith("ubnd_") and chief and d["doc_type"] in COLLECTIVE and not FOR_ALL.search(competence):
        yield _flaw(
            d, "missing_collective", f"{d['signer_position']} signs for the committee without TM.", "Điều 13; Phụ lục I, II.7", position
        )


def _first_citations(db: Connection, d: Record, _: dict[str, Record]) -> Iterator[Flaw]:
    """A document cited for the first time is named with its day and who issued it; a law by its name."""
    asked = """SELECT c.key, c.doc_type, c.promulgation_date, c.issuer, c.quote, c.page, c.start, c.end, c.method, c.document
        FROM citations c WHERE c.dispatch = ? AND c.certainty >= ? AND c.within IS NULL AND c.scope <> 'appendix' ORDER BY c.start"""
    if _party(d) or _normative(d):
        return
    seen: set[str] = set()
    for c in rows(db, asked, d["id"], SURE):
        if c["document"] in seen:
            continue
        seen.add(c["document"])
        if c["key"] is None or c["method"] == "short" or c["doc_type"] in ("Luật", "Bộ luật", "PL", "Hiến pháp"):
            continue
        missing = [name for name, value in (("date", c["promulgation_date"]), ("issuer", c["issuer"])) if not value]
        if missing:
            what = f"{c['key']} is cited for the first time without its {' and '.join(missing)}"
            yield _flaw(d, "first_citation", what, "Phụ lục I, II.6", c)


def _deadlines(db: Connection, d: Record, _: dict[str, Record]) -> Iterator[Flaw]:
    """A last day that was past when the dispatch was issued."""
    asked = """SELECT quote, due_date, page, start, end FROM deadlines x
        WHERE dispatch = ? AND due_date < ? AND length(due_date) = 10 AND recurs IS NULL AND NOT year_inferred AND certainty >= ?
        AND EXISTS (SELECT 1 FROM task_deadlines b WHERE b.deadline = x.id)
        ORDER BY start"""
    day = d["promulgation_date"] or ""
    if len(day) == len("2025-01-01"):
        for x in rows(db, asked, d["id"], day, SURE):
            yield _flaw(d, "past_deadline", f"due on {x['due_date']}, issued on {day}", "", x)


def _sure(facts: dict[str, Record], field: str) -> Record | None:
    fact = facts.get(field)
    return fact if fact and (fact["certainty"] or 0) >= SURE else None


def _party(d: Record) -> bool:
    """Whether it is a paper of the Party or a mass organisation, numbered in their way: 21-CT/TW."""
    key = d["key"] or ""
    stroke, hyphen = key.find("/"), key.find("-")
    return hyphen > 0 and (stroke < 0 or hyphen < stroke) and key[:hyphen].isalnum()


def _normative(d: Record) -> bool:
    """Whether it is a normative text, which has the year in its number."""
    return (d["code_notation"] or "")[:4].isdecimal()


CHECKS: tuple[Callable[[Connection, Record, dict[str, Record]], Iterator[Flaw]], ...] = (
    *(_missing, _archive, _number, _date, _authority, _first_citations, _deadlines),
)
