"""The house keeps its order: imports go down, one door a library, small rooms, a test file for each."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIPELINE = ROOT / "pipeline"
FLOORS = [  # lowest first; a name is a module or a package of `pipeline`
    ["model", "errors", "codepage", "presentation.labels", "cage", "rounds"],
    [
        "text",
        "source",
        "sheet",
        "misreading",
        "pattern",
        "spelling",
        "kept",
        "heads",
        "syllables",
        "almanac",
        "gold",
        "figures",
        "presentation.wording",
        "presentation.columns",
        "presentation.helpwords",
        "presentation.troubles",
        "presentation.workbook",
        "presentation.publication",
    ],
    ["rulebook", "lexicon", "binding.likeness", "pairing", "nlp.words", "nlp.values"],
    ["agencies.gazetteer", "agencies.ownname", "nlp.groups"],
    ["agencies.register", "agencies.wordrun", "agencies.capitals"],
    ["agencies.naming", "agencies.toneless"],
    ["agencies.bodies"],
    ["grammar.marks", "grammar.codes", "grammar.typewords", "grammar.duties.lists", "binding.kinship", "binding.named", "binding.sayings"],
    ["grammar", "binding.editions"],
    ["cited"],
    ["citing.cues"],
    ["citing"],
    ["page", "grid", "ingest.ocr.sense", "ingest.ocr.straight", "ingest.ocr.tesseract", "ingest.pdf.calls"],
    ["ingest", "normalise", "segment"],
    ["extract"],
    ["parse", "mentions"],
    ["store.schema", "binding.matching", "binding.slips", "nlp"],
    ["store.rows", "store.access"],
    ["store.edges"],
    ["store.routes"],
    ["resolve", "graph", "corrections", "store", "inbox", "workers"],
    ["reading", "facsimile", "crop", "store.merge"],
    ["run", "cluster", "review", "excerpt", "diff", "report.render", "export.edxml"],
    ["export", "report", "evaluate", "lint", "doctor", "presentation.screen"],
    ["web"],
    ["cli.ask"],
    ["cli"],
]
DOORS = {  # outside library -> the only modules that may import it
    "re2": ["pattern"],
    "yaml": ["rulebook", "corrections"],
    "underthesea": ["nlp.words"],
    "spacy": ["nlp"],
    "ahocorasick_rs": ["lexicon"],
    "jsonschema": ["gold"],
    "networkx": ["graph"],
    "sqlite_utils": ["store.save", "store.schema"],
    "sqlite3": ["store.access", "store.schema", "store.save", "store.guard"],
    "openpyxl": ["presentation.workbook"],
    "icalendar": ["export.tasks"],
    "jinja2": ["report.render"],
    "datasette": ["web"],
    "uvicorn": ["web"],
    "holidays": ["almanac"],
    "click": ["cli"],
    "rich": ["presentation.screen"],
    "pypdfium2": ["ingest.pdf", "ingest.pdf.calls", "ingest.pdf.letters", "ingest.pdf.widgets", "ingest.pdf.drawings", "crop", "facsimile"],
    "pdfplumber": ["ingest.pdf.rescue"],
    "pikepdf": ["ingest.pdf.rescue", "ingest.pdf.certificates"],
    "asn1crypto": ["ingest.pdf.certificates"],
    "cryptography": ["ingest.pdf.certificates"],
    "PIL": ["ingest.image", "ingest.ocr", "ingest.ocr.straight", "ingest.pdf.widgets", "crop", "facsimile"],
    "lxml": ["ingest.docx.archive", "ingest.html"],
    "olefile": ["ingest.doc"],
    "psutil": ["cage"],
    "dask": ["cluster"],
    "distributed": ["cluster"],
}
MODULES = sorted(p for p in PIPELINE.rglob("*.py") if p.name != "__init__.py")


def room(path: Path) -> str:
    return ".".join(path.relative_to(PIPELINE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def floor(name: str) -> int:
    """The floor of a room; one of a package that lies lower than the package itself is named with it (`store.schema`)."""
    parts = name.split(".")
    homes = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next(i for home in homes for i, names in enumerate(FLOORS) if home in names)


@pytest.mark.parametrize("path", [*MODULES, *PIPELINE.rglob("__init__.py")], ids=lambda p: str(p.relative_to(PIPELINE)))
def test_imports_go_down(path: Path) -> None:
    here = room(path)
    if path == PIPELINE / "__init__.py":
        return  # the front door shows what the house offers
    for target in imports(path):
        if not target.startswith("pipeline."):
            continue
        there = target.removeprefix("pipeline.")
        if path.name == "__init__.py" and there.startswith(here):
            continue  # a package may introduce its own rooms
        assert floor(there) < floor(here), f"{here} must not import {there}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PIPELINE)))
def test_one_door_a_library(path: Path) -> None:
    for target in imports(path):
        doors = DOORS.get(target.split(".")[0])
        assert doors is None or any(f"{room(path)}.".startswith(f"{door}.") for door in doors), (
            f"{target} enters by {doors}, not by {room(path)}"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PIPELINE)))
def test_rooms_are_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400, "more than 400 lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} has more than 60 lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PIPELINE)))
def test_every_room_has_its_test(path: Path) -> None:
    there = ROOT / "tests" / path.relative_to(PIPELINE).parent / f"test_{path.name}"
    assert there.exists(), f"missing {there.relative_to(ROOT)}"
