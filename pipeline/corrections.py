"""What people corrected: `corrections.yaml`, whose lines win over what was read for as long as they stand there.

It is a list; each entry names a file and either a value or that something is done:

    - file: thang-4/1712.pdf      # as in the register; `part: 1` for the second dispatch of a file, else the first is meant
      field: promulgation_date    # any header field; handler and note for the registers
      value: 2025-04-22           # nothing behind the colon: what was read is wrong, and there is no value
      who: Nguyễn Thị A
      when: 2025-05-02
    - file: thang-4/1712.pdf
      task: Sở Nội vụ chủ trì     # how its text begins, or its id; without it, all tasks of the dispatch
      done: 2025-05-10
      by: 45/BC-SNV
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.errors import UsageError
from pipeline.grammar.agencies import Agencies
from pipeline.model import Actor, Deadline, Dispatch, Found, Parsed, Setting, Span, Task
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

NAME = "corrections.yaml"
RULE = "corrected"  # what stands in `rule` where a person has spoken
HEADER = (
    *("code_number", "code_notation", "key", "doc_type", "type_name", "promulgation_date", "promulgation_place", "issuer", "parent_issuer"),
    *(
        "subject",
        "signer_competence",
        "signer_position",
        "signer_full_name",
        "archive",
        "urgency",
        "secrecy",
        "arrival_number",
        "arrival_date",
    ),
)
OF_TASK = ("lead", "due_date")
BOOKS = ("handler", "note")  # columns of the registers that nobody can read off a paper
DATES = ("promulgation_date", "arrival_date", "due_date", "done", "when")
STATES = ("issued", "draft", "incomplete")
KEYS = ("file", "part", "field", "value", "task", "done", "by", "who", "when")
LARGEST = 10 << 20  # bytes
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar as it is written: 01 stays 01
Row = tuple[str, str, str | None, str | None, str | None, str | None]  # columns of the table `corrections`


class Correction(NamedTuple):
    """One entry."""

    file: str
    field: str  # a header field, handler, note, lead, due_date, status, done
    value: str | None
    part: int | None = None
    task: str | None = None
    by: str | None = None  # the document that a task was done with
    who: str | None = None
    when: str | None = None


class Known(NamedTuple):
    """A task of the database, as far as an entry may name it."""

    id: str
    file: str
    part: int
    text: str


def load(path: Path) -> tuple[Correction, ...]:
    """The entries of a file, in order. Raises UsageError, naming entry and trouble, where one is malformed."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path.name}: larger than {LARGEST >> 20} MB; keep a file of corrections for each folder")
        content = yaml.load(path.read_text(encoding="utf-8-sig"), LOADER)  # noqa: S506 - a loader that makes strings alone
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as trouble:
        raise UsageError(f"{path.name}: not YAML: {' '.join(str(trouble).split())}") from trouble
    except OSError as trouble:
        raise UsageError(f"{path.name}: can't be read: {trouble.strerror or trouble}") from trouble
    if content in (None, ""):
        return ()
    if not isinstance(content, list):
        raise UsageError(f"{path.name}: must be a list: begin each entry with `- file: …`")
    return tuple(_entry(path.name, number, entry) for number, entry in enumerate(content, 1))


def of_files(entries: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """The entries that change what is read of each file, by its path as it is written there: `for_file` finds them."""
    found: dict[str, list[Correction]] = {}
    for entry in entries:
        if entry.field not in ("done", *BOOKS):
            found.setdefault(entry.file, []).append(entry)
    return {file: tuple(own) for file, own in found.items()}


def files(entries: Iterable[Correction]) -> set[str]:
    """The files that entries name, whichever way the disk composes their names."""
    return {unicodedata.normalize(form, e.file) for e in entries for form in ("NFC", "NFD")} | {e.file for e in entries}


def for_file(entries: Mapping[str, tuple[Correction, ...]], path: str) -> tuple[Correction, ...]:
    """The entries of a file, whichever way its name is composed."""
    return entries.get(path) or entries.get(unicodedata.normalize("NFC", path)) or ()


def mark(entries: Sequence[Correction]) -> str:
    """What tells one state of a file's entries from another; empty where there are none."""
    return hashlib.sha256(repr(entries).encode()).hexdigest()[:12] if entries else ""


def apply(parsed: Parsed, entries: Sequence[Correction], book: Rulebook) -> Parsed:
    """What a file says, with a person's word for what it got wrong: rule `corrected`, certainty 1, what was read as rival."""
    if not entries:
        return parsed
    parts = []
    for dispatch in parsed.dispatches:
        own = [e for e in entries if e.part == dispatch.part or (e.part is None and (e.task or dispatch.part == 0))]
        parts.append(_tasks(parsed, _header(dispatch, own, book), own))
    return replace(parsed, dispatches=tuple(parts))


def rows(entries: Iterable[Correction], tasks: Iterable[Known]) -> list[Row]:
    """The table `corrections`: every entry, with the tasks that it says are done. One that names no task known has none."""
    by_file: dict[str, list[Known]] = {}
    for task in tasks:
        for name in {task.file, unicodedata.normalize("NFC", task.file)}:
            by_file.setdefault(name, []).append(task)
    found: list[Row] = []
    for e in entries:
        if e.field != "done":
            found.append((e.file, e.field, e.value, e.who, e.when, None))
            continue
        meant: list[str | None] = [t.id for t in by_file.get(e.file, ()) if e.part in (None, t.part) and (not e.task or _is(t, e.task))]
        for own in meant or [None]:
            found.append((e.file, "done", e.value, e.who, e.when, own))
            if e.by:
                found.append((e.file, "by", e.by, e.who, e.when, own))
    return found


def _is(task: Known, words: str) -> bool:
    return words == task.id or _same(task.text, words)


def _same(text: str, words: str) -> bool:
    beginning = " ".join(alike(words).split())
    return bool(beginning) and " ".join(alike(text).split()).startswith(beginning)


def _entry(name: str, number: int, entry: Any) -> Correction:
    where = f"{name}: entry {number}"
    if not isinstance(entry, Mapping):
        raise UsageError(f"{where}: must be keys with values: file, field, value, who, when")
    bad = next((key for key in entry if key not in KEYS), None)
    if bad is not None:
        raise UsageError(f"{where}: no such key {bad!r}; there are {', '.join(KEYS)}")
    if any(not isinstance(value, str) for value in entry.values()):
        raise UsageError(f"{where}: every value must be one line of text")
    said: dict[str, str] = {key: unicodedata.normalize("NFC", value).strip() for key, value in entry.items()}
    if not said.get("file"):
        raise UsageError(f"{where}: missing file")
    where += f" ({said['file']})"
    if ("done" in said) == ("field" in said):
        raise UsageError(f"{where}: must have either field and value, or done")
    part = said.get("part")
    if part is not None and not part.isdecimal():
        raise UsageError(f"{where}: part must be a number from 0")
    field = said.get("field", "done")
    value = said.get("value") if field != "done" else said["done"]
    _check(where, field, value, said)
    file = entry["file"].strip().replace("\\", "/") if "\\x" not in entry["file"] else entry["file"].strip()
    return Correction(
        file.removeprefix("./"),
        field,
        value or None,
        int(part) if part else None,
        said.get("task"),
        said.get("by"),
        said.get("who"),
        said.get("when"),
    )


def _check(where: str, field: str, value: str | None, said: Mapping[str, str]) -> None:
    task = "task" in said
    allowed = ("done", *OF_TASK) if task else ("done", "status", *HEADER, *BOOKS)
    if field not in allowed:
        raise UsageError(f"{where}: no such field {field!r}{' of a task' if task else ''}; there are {', '.join(allowed)}")
    if value is None:
        raise UsageError(f"{where}: missing value; leave it empty where there is none in the paper")
    if field == "status" and value not in STATES:
        raise UsageError(f"{where}: status must be one of {', '.join(STATES)}")
    dated = {**said, field: value}
    for name in DATES:
        if dated.get(name) and not _is_date(dated[name][:10] if name == "when" else dated[name]):
            raise UsageError(f"{where}: {name}: {dated[name]!r} is no date; write 2025-04-22")
    if field in ("done", "due_date") and len(value) != 10:
        raise UsageError(f"{where}: {field} must be a whole day, like 2025-04-22")


def _is_date(value: str) -> bool:
    from datetime import date

    parts = value.split("-")
    if not all(part.isdecimal() for part in parts) or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return False
    try:
        date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return False
    return True


def _header(dispatch: Dispatch, entries: Sequence[Correction], book: Rulebook) -> Dispatch:
    said = {e.field: e.value for e in entries if e.task is None}
    if not said:
        return dispatch
    status = said.pop("status", None) or dispatch.status
    if said.get("key"):
        number = said["key"] or ""
        cut = next((i for i, c in enumerate(number) if not c.isalnum()), len(number))
        said = {"code_number": number[:cut], "code_notation": number[cut + 1 :] or None, **said}
    facts = dict(dispatch.facts)
    for field, value in said.items():
        old = facts.pop(field, None)
        if value is not None:
            span = old.span if old else Span(dispatch.span.start, dispatch.span.start)
            facts[field] = Found(value, span, RULE, 1.0, (old.value,) if old and old.value != value else ())
    issuer_id = dispatch.issuer_id
    if said.get("issuer"):
        on = facts["promulgation_date"].value if "promulgation_date" in facts else None
        issuer_id = book.build(Agencies).read(facts["issuer"].value, Setting(issued=on), on).id
    elif "issuer" in said:
        issuer_id = None
    answered = {"key": "no_number", "promulgation_date": "no_date", "issuer": "no_issuer", "signer_full_name": "no_signer"}
    gone = {code for field, code in answered.items() if said.get(field)}
    problems = tuple(p for p in dispatch.problems if p.code not in gone)
    return replace(dispatch, status=status, facts=facts, issuer_id=issuer_id, problems=problems)


def _tasks(parsed: Parsed, dispatch: Dispatch, entries: Sequence[Correction]) -> Dispatch:
    tasks, deadlines = list(dispatch.tasks), list(dispatch.deadlines)
    for e in entries:
        for i, task in enumerate(tasks):
            own = f"{parsed.dispatch_id(dispatch.part)}-t{i}"
            if not e.task or not (e.task == own or _same(parsed.text[task.span.start : task.span.end], e.task)):
                continue
            if e.field == "lead":
                tasks[i] = _led(task, e.value)
            elif e.value:
                deadlines.append(Deadline(task.span, RULE, 1.0, due_date=e.value, bound="by"))
                tasks[i] = replace(task, deadlines=(len(deadlines) - 1,))
            else:
                tasks[i] = replace(task, deadlines=())
    return replace(dispatch, tasks=tuple(tasks), deadlines=tuple(deadlines))


def _led(task: Task, names: str | None) -> Task:
    others = tuple(a for a in task.actors if a.role != "lead")
    leads = tuple(Actor("lead", name.strip(), task.span) for name in (names or "").split(";") if name.strip())
    return replace(task, actors=leads + others, lead_source="named" if leads else None, rule=RULE)
