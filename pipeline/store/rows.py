"""What a file says, as rows of the tables: plain tuples in the order of the columns.

Rows are made where the file was read: tuples cross from a worker to the writer at a fraction of the
cost of the values they were made from.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.codepage import OTHER, PAGE
from pipeline.model import Dispatch, Parsed, Span
from pipeline.pattern import encoded
from pipeline.spelling import PLAIN

HEADER = (  # columns of `dispatches` that are read, in their order; '-' stands for issuer_id
    *("code_number", "code_notation", "key", "doc_type", "type_name", "promulgation_date", "promulgation_place", "issuer", "-"),
    *("parent_issuer", "subject", "signer_competence", "signer_position", "signer_full_name", "archive", "urgency", "secrecy"),
    *("arrival_number", "arrival_date", "issuer_hint", "key_hint", "promulgation_date_hint"),
)
Row = tuple[Any, ...]
_LETTERS = "\0ʼÐðрАБΑö°"  # what stands on the page for letters that aren't ours, and for what isn't on it
_FOLDED = bytes(0xFF if c in _LETTERS else ord(c) if c.isascii() else ord(PLAIN.get(ord(c), " ")) for c in PAGE)


class FileRows(NamedTuple):
    """One file's rows, by table."""

    path: str
    sha256: str
    status: str
    tables: dict[str, list[Row]]
    shadows: list[tuple[str, str]]  # dispatch, what the search index is given


def of_file(parsed: Parsed, reader: str) -> FileRows:
    """The rows of a file that was read."""
    text = sound(parsed.text)
    status = "failed" if parsed.error_code else "ok"
    file = (parsed.path, parsed.sha256, parsed.size, parsed.medium, parsed.pages, status, parsed.error_code, parsed.error, reader)
    tables: dict[str, list[Row]] = {"files": [file]}
    if text:
        tables["texts"] = [(parsed.path, text)]
    tables["boxes"] = [(parsed.path, *span, box.page, box.x0, box.top, box.x1, box.bottom) for span, box in parsed.boxes]
    tables["problems"] = [(parsed.path, None, p.code, p.message, *_ends(p.span), "read") for p in parsed.problems]
    for name in ("dispatches", "recipients", "citations", "tasks", "task_agencies", "deadlines", "task_deadlines", "facts", "signatures"):
        tables[name] = []
    shadows = []
    for dispatch in parsed.dispatches:
        _of_dispatch(parsed, dispatch, text, tables)
        shadows.append((parsed.dispatch_id(dispatch.part), shadow(text[dispatch.span.start : dispatch.span.end])))
    if text != parsed.text:  # then its quotes may hold what can't be stored, too
        tables = {name: [tuple(sound(v) if isinstance(v, str) else v for v in row) for row in rows] for name, rows in tables.items()}
    return FileRows(parsed.path, parsed.sha256, status, {name: rows for name, rows in tables.items() if rows}, shadows)


def failure(path: str, sha256: str | None, size: int | None, code: str, message: str, reader: str) -> FileRows:
    """The row of a file that could not be read."""
    row = (path, sha256, size, None, None, "failed", code, message, reader)
    return FileRows(path, sha256 or "", "failed", {"files": [row]}, [])


def passed_over(path: str, status: str, code: str | None, message: str, sha256: str | None = None, size: int | None = None) -> FileRows:
    """The row of an entry that wasn't opened (`skipped`) or whose bytes are those of another (`duplicate`)."""
    return FileRows(path, sha256 or "", status, {"files": [(path, sha256, size, None, None, status, code, message, None)]}, [])


def shadow(text: str) -> str:
    """What the search index is given for a text: without diacritics, đ as d; marks may be blanks.

    Where it holds characters that are rare here, only đ is folded. The tokenizer makes the same words of both, in twice the time.
    """
    try:  # as RE2 read it, it is folded at a tenth of the cost
        return encoded(text).translate(_FOLDED).decode("ascii")
    except UnicodeDecodeError:
        return text.replace("đ", "d").replace("Đ", "D")


def sound(text: str) -> str:
    """The same text, storable: a lone surrogate, which no encoding has, becomes U+FFFD."""
    if OTHER not in encoded(text):
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def listed(values: Sequence[str]) -> str | None:
    """A list as the tables hold it: JSON text, null where it is empty."""
    return json.dumps(values, ensure_ascii=False) if values else None


def _of_dispatch(parsed: Parsed, dispatch: Dispatch, text: str, tables: dict[str, list[Row]]) -> None:
    me = parsed.dispatch_id(dispatch.part)
    values = [dispatch.issuer_id if name == "-" else dispatch.value(name) for name in HEADER]
    tables["dispatches"].append((me, parsed.path, dispatch.part, dispatch.status, *values, None, *dispatch.span, dispatch.order_of_id))
    tables["facts"] += [
        (me, field, f.value, text[f.span.start : f.span.end], *f.span, parsed.page(f.span), f.rule, f.certainty, listed(f.rivals))
        for field, f in sorted(dispatch.facts.items())
    ]
    tables["recipients"] += [
        (me, i, r.role, r.name, r.purpose, r.agency_id, *r.span, r.rule, r.certainty, None) for i, r in enumerate(dispatch.recipients)
    ]
    tables["citations"] += _citations(parsed, dispatch, me, text)
    tables["deadlines"] += [
        (
            *(f"{me}-d{i}", me, text[d.span.start : d.span.end], d.start_date, d.due_date, d.due_time, d.bound, int(d.year_inferred)),
            *(d.recurs, d.period, int(d.working_days), d.anchor, d.condition, int(d.immediate)),
            *(*d.span, parsed.page(d.span), d.rule, d.certainty, listed(d.rivals)),
        )
        for i, d in enumerate(dispatch.deadlines)
    ]
    for i, task in enumerate(dispatch.tasks):
        own = f"{me}-t{i}"
        cited = None if task.citation is None else f"{me}-c{task.citation}"
        tables["tasks"].append(
            (
                *(
                    own,
                    me,
                    i,
                    task.section,
                    text[task.span.start : task.span.end],
                    task.lead_source,
                    task.deliverable,
                    task.report_to,
                    cited,
                ),
                *(*task.span, parsed.page(task.span), task.rule, task.certainty, listed(task.rivals)),
            )
        )
        tables["task_agencies"] += [(own, a.role, a.name, a.agency_id, *a.span, task.rule, task.certainty, None) for a in task.actors]
        tables["task_deadlines"] += [(own, f"{me}-d{j}") for j in sorted(set(task.deadlines))]
    tables["problems"] += [(parsed.path, me, p.code, p.message, *_ends(p.span), "read") for p in dispatch.problems]
    if dispatch.part == 0:  # an e-signature is the file's: it stands with its first dispatch
        tables["signatures"] += [
            (me, s.common_name, s.organisation, s.signed_at, None if s.intact is None else int(s.intact), s.page) for s in parsed.signatures
        ]


def _citations(parsed: Parsed, dispatch: Dispatch, me: str, text: str) -> Iterable[Row]:
    for i, c in enumerate(dispatch.citations):
        yield (
            *(f"{me}-c{i}", me, None, c.relation, c.scope, text[c.span.start : c.span.end], c.key, c.raw_key, c.doc_type),
            *(c.promulgation_date, c.issuer, c.title, c.pinpoint, c.method, *c.span, parsed.page(c.span), c.rule, c.certainty),
            *(listed(c.rivals), c.issuer_id, c.key, c.method, _other(me, c.antecedent), _other(me, c.within), c.relation_rule),
            *(None, None, None, c.stated),
        )


def _other(me: str, index: int | None) -> str | None:
    return None if index is None else f"{me}-c{index}"


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)
