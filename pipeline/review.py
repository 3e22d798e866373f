"""What is doubtful, most useful first: how doubtful it is, times what hangs on it."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.store.access import Connection

SURE = 0.9  # what is more certain isn't asked about
HEADER = {  # what hangs on a header value
    **dict.fromkeys(("key", "promulgation_date", "issuer"), 3.0),
    **dict.fromkeys(("signer_full_name", "doc_type", "arrival_number", "arrival_date"), 1.5),
    **dict.fromkeys(("subject", "signer_position", "signer_competence", "secrecy", "urgency"), 1.0),
}
TROUBLE = {  # how much a kind of trouble lets one doubt
    **dict.fromkeys(("impossible_date", "ambiguous_citation", "handwritten", "doubtful_value", "mojibake"), 0.6),
    **dict.fromkeys(("conflicting_date", "downward_edge", "cycle", "low_ocr_confidence", "duplicate_key", "signature_broken"), 0.5),
    **dict.fromkeys(("misread", "misprint", "no_date", "no_issuer", "no_number", "no_signer"), 0.4),
}
LOST = 10.0  # a line of corrections.yaml that names nothing comes before everything


class Doubt(NamedTuple):
    """A value that a person should look at."""

    use: float
    file: str
    dispatch: str  # empty where the file holds none
    name: str  # number of the dispatch, else its file
    anchor: str  # of the words on the dispatch's page
    field: str
    value: str
    quote: str
    certainty: float | None
    rivals: tuple[str, ...]
    why: str  # rule or code of the problem


def doubts(db: Connection) -> list[Doubt]:
    """Every doubtful value, most useful first."""
    found = [*_header(db), *_deadlines(db), *_citations(db), *_tasks(db), *_problems(db), *_lost(db)]
    return sorted(found, key=lambda d: (-d.use, d.file, d.dispatch, d.anchor, d.field))


def _header(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT d.file, d.id, coalesce(d.key, d.file), f.field, f.value, f.quote, f.certainty, f.rivals, f.rule,
            (SELECT count(*) FROM citations c WHERE c.document = d.document) + (SELECT count(*) FROM tasks t WHERE t.dispatch = d.id) / 5.0
        FROM facts f JOIN dispatches d ON d.id = f.dispatch WHERE f.certainty < ? AND f.rule <> 'corrected'
    """
    for file, id_, name, field, value, quote, certainty, rivals, rule, hanging in db.execute(asked, (SURE,)):
        stake = HEADER.get(field, 0.5) + (hanging if field in ("key", "promulgation_date", "issuer") else 0)
        yield Doubt((1 - certainty) * stake, file, id_, name, f"f-{field}", field, value or "", quote or "", certainty, _list(rivals), rule)


def _deadlines(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT d.file, d.id, coalesce(d.key, d.file), x.id, coalesce(x.due_date, x.recurs, x.period, x.condition, ''), x.quote,
            x.certainty, x.rivals, CASE WHEN x.year_inferred THEN 'year_inferred' ELSE x.rule END,
            (SELECT count(*) FROM task_deadlines b WHERE b.deadline = x.id)
        FROM deadlines x JOIN dispatches d ON d.id = x.dispatch WHERE (x.certainty < ? OR x.year_inferred) AND x.rule <> 'corrected'
    """
    for file, id_, name, own, value, quote, certainty, rivals, why, tasks in db.execute(asked, (SURE,)):
        doubt = max(1 - certainty, 0.15 if why == "year_inferred" else 0)
        yield Doubt(doubt * (2 + tasks), file, id_, name, _anchor(own), "due_date", value, quote, certainty, _list(rivals), why)


def _citations(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT d.file, d.id, coalesce(d.key, d.file), c.id, coalesce(n.key, c.key, c.title, ''), c.quote,
            min(c.certainty, coalesce(c.bound_certainty, 1)), c.rivals, c.bound_rivals, coalesce(c.bound_by, c.rule),
            c.relation IN ('implements', 'based_on', 'guides')
        FROM citations c JOIN dispatches d ON d.id = c.dispatch LEFT JOIN documents n ON n.id = c.document
        WHERE c.certainty < ? OR c.bound_certainty < ?
    """
    for file, id_, name, own, value, quote, certainty, rivals, others, why, upward in db.execute(asked, (SURE, SURE)):
        both = (*_list(rivals), *_list(others))
        yield Doubt((1 - certainty) * (1 + upward), file, id_, name, _anchor(own), "document", value, quote, certainty, both, why)


def _tasks(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT d.file, d.id, coalesce(d.key, d.file), t.id,
            (SELECT group_concat(a.name, '; ') FROM task_agencies a WHERE a.task = t.id AND a.role = 'lead'),
            t.text, t.certainty, t.rivals, t.rule, EXISTS (SELECT 1 FROM task_deadlines b WHERE b.task = t.id)
        FROM tasks t JOIN dispatches d ON d.id = t.dispatch WHERE t.certainty < ? AND t.rule <> 'corrected'
    """
    for file, id_, name, own, value, text, certainty, rivals, why, dated in db.execute(asked, (SURE,)):
        yield Doubt((1 - certainty) * (1 + dated), file, id_, name, _anchor(own), "lead", value or "", text, certainty, _list(rivals), why)


def _problems(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT p.file, p.dispatch, coalesce(d.key, p.file), p.code, p.message,
            CASE WHEN p.start IS NULL THEN '' ELSE substr(x.text, p.start + 1, p.end - p.start) END, d.status
        FROM problems p LEFT JOIN dispatches d ON d.id = p.dispatch LEFT JOIN texts x ON x.file = p.file
    """
    for file, id_, name, code, message, quote, status in db.execute(asked):
        if code not in TROUBLE or (code in ("no_number", "no_date", "no_issuer") and status in ("draft", "incomplete")):
            continue
        anchor = "problems" if id_ else ""
        yield Doubt(TROUBLE[code], file or "", id_ or "", name or "", anchor, code, message or "", quote or "", None, (), code)


def _lost(db: Connection) -> Iterator[Doubt]:
    asked = """
        SELECT k.file, k.field, k.value, k.who FROM corrections k
        WHERE (k.field = 'done' AND k.task IS NULL) OR NOT EXISTS (SELECT 1 FROM files f WHERE f.path = k.file)
    """
    for file, field, value, who in db.execute(asked):
        yield Doubt(
            LOST,
            file,
            "",
            file,
            "",
            field,
            value or "",
            "",
            None,
            (),
            f"corrections.yaml: names nothing that was read{f' ({who})' if who else ''}",
        )


def _anchor(id_: str) -> str:
    return id_.rsplit("-", 1)[-1]


def _list(text: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in json.loads(text)) if text else ()
