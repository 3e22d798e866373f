"""Hand-made readings of dispatches: their format, and whether a file of them is well formed.

The format is `reference/gold.schema.json`; what counts as a citation, a task or a deadline is
told in the README's chapter on scoring an own folder.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pipeline.errors import UsageError

Reading = dict[str, Any]
SCHEMA = Path(__file__).parent / "reference" / "gold.schema.json"


def load(path: Path) -> dict[str, Any]:
    """A file of readings. Raises UsageError, naming the first trouble, where it isn't well formed."""
    gold: dict[str, Any] = _parse(path)
    for trouble in troubles(gold):
        raise UsageError(f"{path.name}: {trouble}; `congvan validate` lists all")
    return gold


def validate(path: Path) -> list[str]:
    """What is wrong with a file of readings, one line a trouble; empty where it is well formed."""
    return list(troubles(_parse(path)))


def troubles(gold: Any) -> Iterator[str]:
    """Departures from the schema, and what a schema can't say: parts that repeat, a reading without its number."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = sorted(Draft202012Validator(schema).iter_errors(gold), key=lambda e: [str(step) for step in e.absolute_path])
    for error in errors:
        where = "/".join(str(step) for step in error.absolute_path) or "the file"
        yield f"{where}: {error.message}"
    if errors:
        return
    for name, readings in gold["files"].items():
        parts = [reading["part"] for reading in readings]
        if parts != list(range(len(parts))):
            yield f"files/{name}: parts {parts} should count from 0 in file order"
        for i, reading in enumerate(readings):
            number, notation, key = (reading.get(field) for field in ("code_number", "code_notation", "key"))
            if number and notation and key and not key.startswith(number):
                yield f"files/{name}/{i}: key {key!r} doesn't begin with its code_number {number!r}"


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise UsageError(f"{path}: {trouble.strerror}; name a file of readings") from trouble
    except ValueError as trouble:
        raise UsageError(f"{path.name}: not JSON: {trouble}") from trouble
