"""The warrant of everything that was read in a dispatch: words, value, rule, certainty, other readings."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pipeline.presentation import troubles
from pipeline.presentation.wording import Words

Record = Mapping[str, Any]
SURE, FAIR = 0.9, 0.7
ORDER = (  # in which header values are shown
    *("key", "type_name", "subject", "issuer", "parent_issuer", "promulgation_date", "promulgation_place", "signer_full_name"),
    *("signer_position", "signer_competence", "urgency", "secrecy", "arrival_number", "arrival_date", "archive"),
)
DEADLINE = ("start_date", "due_date", "due_time", "bound", "recurs", "period", "anchor", "condition")
FLAGS = ("working_days", "immediate", "year_inferred")
CITATION = ("relation", "key", "promulgation_date", "issuer", "title", "pinpoint", "method")
DATES = ("promulgation_date", "arrival_date", "start_date", "due_date", "promulgation_date_hint")
CODED = ("relation", "method", "bound", "lead_source", "status")


class Note(NamedTuple):
    """What was read from some words, and why."""

    id: str  # anchor of the words
    kind: str  # fact recipient citation deadline task problem
    start: int | None
    end: int | None
    page: int | None
    quote: str
    values: tuple[tuple[str, str], ...]  # label, value
    rule: str | None
    certainty: float | None
    rivals: tuple[str, ...]
    document: str | None = None  # the document that a citation means

    @property
    def trust(self) -> str:
        """How far to trust it: sure fair weak."""
        sure = self.certainty is None or self.certainty >= SURE
        return "sure" if sure else "fair" if (self.certainty or 0) >= FAIR else "weak"


def facts(rows: Iterable[Record], t: Words) -> list[Note]:
    """The header values."""
    return [_note(f"f-{r['field']}", "fact", r, r["quote"], [(t.field(r["field"]), shown(r["field"], r["value"], t))]) for r in rows]


def recipients(rows: Iterable[Record], text: str, t: Words) -> list[Note]:
    """Kính gửi and Nơi nhận."""
    found = []
    for r in rows:
        values = [(t.field(r["role"]), r["name"])] + ([(t.field("purpose"), r["purpose"])] if r["purpose"] else [])
        found.append(_note(f"r{r['ordinal']}", "recipient", r, text[r["start"] or 0 : r["end"] or 0], values))
    return found


def citations(rows: Iterable[Record], t: Words) -> list[Note]:
    """The documents cited."""
    found = []
    for r in rows:
        values = [(t.field(name), shown(name, r[name], t)) for name in CITATION if r[name] and r[name] not in ("exact", "new")]
        if r["raw_key"] and r["raw_key"] != r["key"]:
            values.append((t.field("raw_key"), r["raw_key"]))
        rule = " · ".join(dict.fromkeys(name for name in (r["rule"], r["relation_rule"], r["bound_by"]) if name))
        certain = min(c for c in (r["certainty"], r["bound_certainty"], 1.0) if c is not None)
        rivals = (*_list(r["rivals"]), *_list(r["bound_rivals"]))
        note = _note(_anchor(r["id"]), "citation", r, r["quote"], values)
        found.append(note._replace(rule=rule, certainty=certain, rivals=rivals, document=r["document"]))
    return found


def deadlines(rows: Iterable[Record], t: Words) -> list[Note]:
    """The expressions that bound when something must be done."""
    found = []
    for r in rows:
        values = [(t.field(name), shown(name, r[name], t)) for name in DEADLINE if r[name]]
        values += [(t.field(name), "✓") for name in FLAGS if r[name]]
        found.append(_note(_anchor(r["id"]), "deadline", r, r["quote"], values))
    return found


def tasks(rows: Iterable[Any], t: Words) -> list[Note]:
    """The duties; a row is a task as the views give it."""
    found = []
    for r in rows:
        values = [(t.field("lead"), "; ".join(r.lead)), (t.field("coordinating"), "; ".join(r.coordinating))]
        values += [
            (t.field("lead_source"), t.value(r.lead_source) if r.lead_source != "named" else ""),
            (t.field("due"), "; ".join(d.quote for d in r.dues)),
        ]
        values += [(t.field(name), getattr(r, name)) for name in ("deliverable", "report_to")]
        values.append((t.field("section"), t.value(r.section)))
        if r.closed:
            values.append((t(r.closed), " · ".join(v for v in (t.date(r.closed_on), r.closed_by) if v)))
        said = tuple((label, value) for label, value in values if value)
        found.append(Note(r.anchor, "task", r.start, r.end, r.page, r.text, said, r.rule, r.certainty, tuple(_list(r.rivals))))
    return found


def problems(rows: Iterable[Record], text: str, t: Words) -> list[Note]:
    """Trouble in the paper."""
    found = []
    for i, r in enumerate(rows):
        quote = text[r["start"] : r["end"]] if r["start"] is not None else ""
        values = ((t.value(r["code"]), troubles.said(r["message"] or "", t.lang)),)
        found.append(Note(f"p{i}", "problem", r["start"], r["end"], None, quote, values, None, None, ()))
    return found


def shown(field: str, value: Any, t: Words) -> str:
    """A value as people write it."""
    if field in DATES:
        return t.date(value)
    if field in CODED:
        return t.value(value)
    if field == "doc_type":
        return t.type_name(value)
    return str(value)


def _note(anchor: str, kind: str, r: Record, quote: str | None, values: Iterable[tuple[str, str]]) -> Note:
    said = tuple((label, value) for label, value in values)
    return Note(anchor, kind, r["start"], r["end"], r.get("page"), quote or "", said, r["rule"], r["certainty"], tuple(_list(r["rivals"])))


def _anchor(id_: str) -> str:
    return id_.rsplit("-", 1)[-1]


def _list(text: str | None) -> list[str]:
    return [str(value) for value in json.loads(text)] if text else []
