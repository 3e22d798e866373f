"""One run: a folder into its database. What is unchanged isn't read again; what has vanished is taken out.

Files are read in worker processes and written by this one, a transaction for every `COMMIT_FILES` files or
`COMMIT_SECONDS`; the last one holds what resolving gives, too. So a folder of up to that size changes all at
once or not at all, and of a larger one that is interrupted no more than that is read twice: a row of `runs`
without an end tells the next run to resolve anew. Building a second database beside the first and renaming
it would need twice the disk and the time to copy what hasn't changed.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline import corrections, inbox, reading, rulebook, workers
from pipeline.binding.kinship import Kinship
from pipeline.errors import UnreadableError, UsageError
from pipeline.graph import Step, astray
from pipeline.reading import Answer, Hands, Job
from pipeline.resolve import resolve
from pipeline.store import access, rows, save
from pipeline.store import merge as joining

COMMIT_FILES = 2000
COMMIT_SECONDS = 20.0
AGAIN = ("changed", "vanished", "permission", "missing_tool", "timeout", "memory")  # failures that the next run may not meet


class Options(NamedTuple):
    """How a run is done."""

    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    ocr: str = "auto"
    file_seconds: float = 60.0
    file_memory: int = 1024  # MB


@dataclass(slots=True)
class Summary:
    """What a run did."""

    database: Path
    found: int = 0
    read: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    duplicates: int = 0
    removed: int = 0
    seconds: float = 0.0
    failures: list[tuple[str, str, str]] = field(default_factory=list)  # path, code, message
    to_read: list[str] = field(default_factory=list)  # of a dry run
    passed_over: list[tuple[str, str, str]] = field(default_factory=list)  # the same of what was skipped or is a duplicate
    counts: dict[str, int] = field(default_factory=dict)  # rows of the database, by what they are
    shares: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # dispatches by type and issuer, problems by code

    def record(self) -> dict[str, object]:
        """The same as plain values."""
        plain = asdict(self)
        plain["database"] = str(self.database)
        for name in ("failures", "passed_over"):
            plain[name] = [dict(zip(("file", "error_code", "error"), row, strict=True)) for row in getattr(self, name)]
        plain["shares"] = {name: dict(shares) for name, shares in self.shares.items()}
        return plain


def run(
    folder: Path,
    out: Path,
    options: Options | None = None,
    on_file: Callable[[int, int, int], None] | None = None,
    hands: Hands = workers.answers,
) -> Summary:
    """Reads a folder into `out/congvan.db`. `on_file` is told files done, files in all, files that failed; `hands` do the reading.

    Raises UsageError where the folder is none, or the database is another folder's; BusyError where another
    run holds it; OutputError where it can't be written.
    """
    options = options or Options()
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "no such folder"
        raise UsageError(f"{folder}: {what}; name the folder that the dispatches lie in")
    path = out / "congvan.db"
    own = _beside(folder, "congvan.yaml")
    book = rulebook.shared(own)
    if options.dry_run:
        return _Run(folder, path, options, _known(path), book, own).plan_only()
    with save.held(path), save.troubles(path):
        db = save.opened(path)
        try:
            _belongs(db.conn, folder, path)
            return _Run(folder, path, options, access.files(db.conn), book, own, on_file).do(db, hands)
        finally:
            save.closed(db)


def merge(sources: Sequence[Path], path: Path) -> dict[str, int]:
    """Joins databases into one, resolved again as one; how many rows it has. What stood at `path` is replaced when all is done.

    Raises UsageError where one of them is no database; BusyError or OutputError where the new one can't be written.
    """
    if any(source.resolve() == path.resolve() for source in sources):
        raise UsageError(f"{path}: is one of the databases to be joined; give the new one another name with -o")
    with save.held(path), save.troubles(path):
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        db = save.opened(part)
        try:
            started, book = datetime.now(UTC).isoformat(timespec="microseconds"), rulebook.shared()
            files = joining.copy(db, sources)
            with db.atomic():
                # no folder has this name: a run would take the others' files out
                save.begin_run(db, started, pipeline.__version__, book.version, "joined: " + ", ".join(map(str, sources)))
                joining.index(db)
                bind(db, book)
                failed = sum(file.status == "failed" for file in files)
                save.end_run(db, started, datetime.now(UTC).isoformat(timespec="microseconds"), len(files), failed, 0.0)
            counts = access.counts(db.conn)
        finally:
            save.closed(db)
        part.replace(path)
    return counts


def bind(db: save.Store, book: rulebook.Rulebook) -> None:
    """Finds anew what all dispatches say together, inside the caller's transaction."""
    save.bind(db, resolve(access.papers(db.conn), book))
    save.add_problems(db, astray(map(Step._make, access.steps(db.conn))))
    save.set_agencies(db, book.build(Kinship).register(access.bodies(db.conn)))
    save.tally(db)


class _Run:
    def __init__(
        self,
        folder: Path,
        path: Path,
        options: Options,
        known: dict[str, access.FileState],
        book: rulebook.Rulebook,
        own: Path | None,
        on_file: Callable[[int, int, int], None] | None = None,
    ) -> None:
        self.folder, self.path, self.options, self.known, self.on_file = folder, path, options, known, on_file
        self.book, self.own = book, own
        said = _beside(folder, corrections.NAME)
        self.said = corrections.load(said) if said else ()
        self.corrected = corrections.of_files(self.said)
        self.reader = f"{pipeline.__version__} {reading.code()} {self.book.version} {options.ocr}"
        self.summary = Summary(path)
        self.waiting: list[rows.FileRows] = []  # to be written with the next batch
        self.seen: dict[str, str] = {}  # sha256 -> the first file with these bytes
        self.twins: list[tuple[str, str, int]] = []  # path, sha256, bytes of the others
        self.changed = False

    def plan_only(self) -> Summary:
        """What a run would read."""
        entries = self._discover()
        self.summary.to_read = [job.path for job in self._jobs(entries)]
        self.summary.removed = len(self.known.keys() - {e.path for e in entries})
        self.summary.duplicates = len(self.twins)
        return self.summary

    def do(self, db: save.Store, hands: Hands) -> Summary:
        started, clock = datetime.now(UTC).isoformat(timespec="microseconds"), time.monotonic()
        self.changed = not access.finished(db.conn)
        entries = self._discover()
        limits = workers.Limits(self.options.file_seconds, self.options.file_memory)
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            save.begin_run(db, started, pipeline.__version__, self.book.version, str(self.folder.resolve()))
            jobs = self._jobs(entries)
            with closing(
                hands(
                    reading.read,
                    jobs,
                    jobs=self.options.jobs,
                    limits=limits,
                    alone=reading.is_dangerous,
                    longer=reading.longer,
                    trouble=reading.trouble,
                )
            ) as answers:
                self._write(db, answers)
            gone = sorted(self.known.keys() - {entry.path for entry in entries})
            if gone:
                save.take_out(db, gone)
                self.changed, self.summary.removed = True, len(gone)
            self._write_twins(db)
            if self.changed:
                bind(db, self.book)
            save.complete(db)
            tasks = (corrections.Known(*task) for task in access.tasks_of(db.conn, corrections.files(self.said)))
            save.set_corrections(db, corrections.rows(self.said, tasks))
            self.summary.counts, self.summary.shares = access.counts(db.conn), access.shares(db.conn)
            s = self.summary
            s.seconds = round(time.monotonic() - clock, 3)
            save.end_run(db, started, datetime.now(UTC).isoformat(timespec="microseconds"), s.read, s.failed, s.seconds)
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise
        return self.summary

    def _discover(self) -> list[inbox.Entry]:
        entries = inbox.discover(self.folder, self.path.parent.resolve())
        self.summary.found = len(entries)
        return entries

    def _jobs(self, entries: list[inbox.Entry]) -> Iterator[Job]:
        """The files that are to be read; what becomes of the others is noted on the way."""
        for entry in entries:
            if entry.code is not None:
                self._note(rows.passed_over(entry.path, "skipped", entry.code or None, entry.message or ""))
                continue
            try:
                content = inbox.content(entry.place, keep=0)
            except UnreadableError as trouble:
                if trouble.code == "not_a_file":
                    self._note(rows.passed_over(entry.path, "skipped", trouble.code, trouble.message))
                else:
                    self._note(rows.failure(entry.path, None, None, trouble.code, trouble.message, self.reader))
                continue
            if self.seen.setdefault(content.sha256, entry.path) != entry.path:
                self.twins.append((entry.path, content.sha256, content.size))
            elif self._is_known(entry.path, content.sha256):
                self._tell()
            else:
                said = corrections.for_file(self.corrected, entry.path)
                kind = (content.sha256, content.size, content.plain, self._reader(entry.path))
                self._prepare(content.plain)
                yield Job(entry.path, entry.place, *kind, self.own, self.options.ocr, said)

    def _prepare(self, plain: bool) -> None:  # noqa: FBT001
        """Loads here what those who are forked would load one by one."""
        if not self.options.dry_run and workers.context().get_start_method() == "fork":
            reading.ready(self.own)
            if not plain:
                reading.load_readers()

    def _reader(self, path: str) -> str:
        """What a file is read with: where somebody corrects it, or no longer does, it is read again."""
        return f"{self.reader} {corrections.mark(corrections.for_file(self.corrected, path))}".rstrip()

    def _is_known(self, path: str, sha256: str) -> bool:
        known = self.known.get(path)
        if known is None or self.options.force or (known.reader, known.sha256) != (self._reader(path), sha256):
            return False
        if known.status == "failed" and known.error_code not in AGAIN:
            self.summary.failed += 1
            self.summary.failures.append((path, known.error_code or "", known.error or ""))
        elif known.status != "ok":
            return False
        self.summary.unchanged += 1
        return True

    def _note(self, made: rows.FileRows) -> None:
        """A file that isn't read: its row is written where it says something new."""
        status, code, message = made.tables["files"][0][5:8]
        known = self.known.get(made.path)
        if known is None or (known.status, known.error_code, known.sha256 or "") != (status, code, made.sha256):
            self.waiting.append(made)
        if status == "failed":
            self.summary.failed += 1
            self.summary.failures.append((made.path, code, message))
        else:
            self.summary.skipped += 1
            self.summary.passed_over.append((made.path, code or status, message))
        self._tell()

    def _write(self, db: save.Store, answers: Iterator[tuple[Job, Answer]]) -> None:
        since, files = time.monotonic(), 0
        for job, answer in answers:
            made = answer
            if isinstance(made, workers.Lost):
                made = rows.failure(job.path, job.sha256, job.size, made.code, made.message, job.reader)
            if made.status == "failed":
                self.summary.failed += 1
                self.summary.failures.append((job.path, *made.tables["files"][0][6:8]))
            self.summary.read += 1
            self.waiting.append(made)
            files += 1
            self._tell()
            if len(self.waiting) >= save.BATCH:
                self._flush(db)
            if files >= COMMIT_FILES or time.monotonic() - since > COMMIT_SECONDS:
                self._flush(db)
                db.conn.execute("COMMIT")
                db.conn.execute("BEGIN IMMEDIATE")
                since, files = time.monotonic(), 0
        self._flush(db)

    def _flush(self, db: save.Store) -> None:
        if self.waiting:
            save.put(db, self.waiting, new=not self.known)
            self.waiting.clear()
            self.changed = True

    def _write_twins(self, db: save.Store) -> None:
        """Files whose bytes are those of another: named, not doubled; they fail where the other failed."""
        first = access.files(db.conn)
        for path, sha256, size in self.twins:
            other = first[self.seen[sha256]]
            if other.status == "failed":
                known_by = sha256 if other.sha256 else None  # the other couldn't be opened: that says nothing of these bytes
                made = rows.failure(path, known_by, size, other.error_code or "", other.error or "", self.reader)
                self.summary.failed += 1
                self.summary.failures.append((path, other.error_code or "", other.error or ""))
            else:
                made = rows.passed_over(path, "duplicate", None, f"same bytes as {self.seen[sha256]}", sha256, size)
                self.summary.duplicates += 1
                self.summary.passed_over.append((path, "duplicate", f"same bytes as {self.seen[sha256]}"))
            known = first.get(path)
            if known is None or (known.status, known.error) != made.tables["files"][0][5:8:2]:
                self.waiting.append(made)
            self._tell()
        self._flush(db)

    def _tell(self) -> None:
        if self.on_file:
            s = self.summary
            self.on_file(s.read + s.unchanged + s.skipped + s.duplicates, s.found, s.failed)


def _beside(folder: Path, name: str) -> Path | None:
    """An office's own settings: in the folder or beside it."""
    return next((p for p in (folder / name, folder.resolve().parent / name) if p.is_file()), None)


def _known(path: Path) -> dict[str, access.FileState]:
    """What a database says of its files; nothing where there is none."""
    if not path.is_file():
        return {}
    with closing(access.opened(path, include_secret=True)) as connection:
        return access.files(connection)


def _belongs(connection: access.Connection, folder: Path, path: Path) -> None:
    """Raises UsageError where a database is another folder's."""
    owner = access.folder(connection)
    if owner is not None and owner != str(folder.resolve()):
        raise UsageError(f"{path}: belongs to {owner}; give {folder} a place of its own with -o, and join the two with: congvan merge")
