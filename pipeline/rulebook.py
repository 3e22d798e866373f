"""What we know of Vietnamese dispatches: the entries of `reference/*.yaml`, checked, as one value.

A reference file is a mapping of sections. `fields` names, for each section, the keys that its
entries have (`?` marks one that may be missing); every other section is a list of entries.
Every entry has an `id`, unique in its file.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.errors import RuleError
from pipeline.pattern import fault

Entry = Mapping[str, Any]
B = TypeVar("B")
REFERENCE = Path(__file__).parent / "reference"
PATTERNS = ("pattern", "before", "after")  # keys of an entry that hold patterns
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Rulebook:
    """All entries, by file and section; recognisers are built from it once and kept with it."""

    def __init__(self, files: Mapping[str, Mapping[str, tuple[Entry, ...]]], version: str) -> None:
        self._files = files
        self._built: dict[Any, Any] = {}
        self.version = version  # changes when any entry does

    def entries(self, file: str, section: str) -> tuple[Entry, ...]:
        """The entries of a section, in order; empty where there is none."""
        return self._files.get(file, {}).get(section, ())

    def sections(self) -> list[tuple[str, str]]:
        """Every file and section that has entries."""
        return [(file, section) for file, sections in self._files.items() for section in sections]

    def build(self, make: Callable[["Rulebook"], B]) -> B:
        """`make(self)`, made once: how a room gets the recognisers that it compiles from rules."""
        if make not in self._built:
            self._built[make] = make(self)
        built: B = self._built[make]
        return built


def load(own: Path | None = None) -> Rulebook:
    """The rulebook of this installation, with an office's own entries (`congvan.yaml`) behind ours.

    Raises RuleError, naming file and entry, where an entry is malformed.
    """
    files = {path.stem: _read(path) for path in sorted(REFERENCE.glob("*.yaml"))}
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(REFERENCE.glob("*.yaml"))))
    theirs: dict[int, str] = {}  # entries of the office's own -> where they stand
    if own is not None:
        digest.update(own.read_bytes())
        for file, sections in _parse(own).items():
            if file not in files or not isinstance(sections, dict):
                raise RuleError(f"{own.name}: {file}: no such reference file; there are {', '.join(files)}")
            for section, entries in sections.items():
                if not isinstance(entries, list | None):
                    raise RuleError(f"{own.name}: {file}: {section}: a list of entries is expected")
                files[file].setdefault(section, [])
                files[file][section] = [*files[file][section], *(entries or [])]
                theirs |= {id(entry): f"{own.name}: {file}" for entry in entries or []}
    checked: dict[str, dict[str, tuple[Entry, ...]]] = {}
    for file, sections in files.items():
        fields = sections.pop("fields", {})
        checked[file] = {section: tuple(entries) for section, entries in sections.items()}
        _check(file, checked[file], fields, theirs)
    return Rulebook(checked, digest.hexdigest()[:12])


def shared(own: Path | None = None) -> Rulebook:
    """The same rulebook for every call in this process: for commands and workers, not for rooms."""
    return _shared(own)


@lru_cache(maxsize=4)
def _shared(own: Path | None) -> Rulebook:
    return load(own)  # of its own, since a cache tells `shared()` from `shared(None)`


def _parse(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader, in C
    except (yaml.YAMLError, UnicodeDecodeError) as trouble:
        raise RuleError(f"{path.name}: not YAML: {' '.join(str(trouble).split())}") from trouble
    if not isinstance(content, dict):
        raise RuleError(f"{path.name}: a mapping of sections is expected")
    return content


def _read(path: Path) -> dict[str, Any]:
    content = _parse(path)
    if "fields" not in content:
        raise RuleError(f"{path.name}: missing fields (section: 'id name other?')")
    return content


def _check(file: str, sections: Mapping[str, tuple[Entry, ...]], fields: Mapping[str, str], theirs: Mapping[int, str]) -> None:
    """`theirs`: entries that an office has written itself, by identity: their patterns are tried, ours have been."""
    seen: set[str] = set()
    for section, entries in sections.items():
        if section not in fields:
            raise RuleError(f"{file}.yaml: {section}: not named in fields")
        names = fields[section].split()
        required, known = {n for n in names if not n.endswith("?")}, {n.rstrip("?") for n in names}
        for i, entry in enumerate(entries):
            name = entry.get("id") if isinstance(entry, dict) else None
            where = f"{theirs.get(id(entry), f'{file}.yaml')}: {section}: {name or f'entry {i + 1}'}"
            if not isinstance(name, str):
                raise RuleError(f"{where}: missing id")
            if name in seen:
                raise RuleError(f"{where}: id used twice")
            seen.add(name)
            if missing := required - entry.keys():
                raise RuleError(f"{where}: missing {', '.join(sorted(missing))}")
            if unknown := entry.keys() - known:
                raise RuleError(f"{where}: unknown key {', '.join(sorted(unknown))}")
            ends, starts = entry.get("valid_to"), entry.get("valid_from")
            if ends and starts and str(ends) < str(starts):
                raise RuleError(f"{where}: ends before it starts")
            for key in PATTERNS if id(entry) in theirs else ():
                if isinstance(entry.get(key), str) and (trouble := fault(entry[key])):
                    raise RuleError(f"{where}: {key}: no pattern of RE2: {trouble}")
