"""What is installed, what is missing for which input, and the command that installs it."""

import shutil
import subprocess
import sys
from importlib import metadata
from typing import NamedTuple

LIBRARIES = {  # distribution -> what it is needed for; required by the package itself
    "google-re2": "patterns",
    "PyYAML": "rules",
    "sqlite-utils": "writing the database",
    "networkx": "the graph as an object, and its exports",
    "ahocorasick-rs": "names of bodies",
    "click": "this command",
    "rich": "tables and progress",
    "pdfplumber": "PDF",
    "underthesea": "words and names in doubtful passages",
    "spacy": "documents for training",
    "jsonschema": "checking readings made by hand",
    "Jinja2": "pages: report, serve",
    "openpyxl": "registers as spreadsheets",
}
OPTIONAL = {
    "dask": ("many machines: run --cluster", "pip install 'dask[distributed]'"),
    "datasette": ("the web view: serve", "pip install 'congvan[web]'"),
    "scipy": ("PageRank in stats", "pip install scipy"),
}
PROGRAMS = {  # program -> needed for, how to install
    "tesseract": ("scanned PDF and images", "apt-get install tesseract-ocr tesseract-ocr-vie"),
}
SECONDS = 10


class Check(NamedTuple):
    """One thing that may be there or not."""

    what: str
    state: str  # ok missing
    version: str | None
    needed_for: str
    install: str | None
    required: bool


def examine() -> list[Check]:
    """Everything that reading may need, what is required first."""
    found = [Check("python", "ok", sys.version.split()[0], "everything", None, required=True), _search()]
    found += [_library(name, use, f"pip install {name}", required=True) for name, use in LIBRARIES.items()]
    found += [_library(name, use, install, required=False) for name, (use, install) in OPTIONAL.items()]
    found += [_program(name, use, install) for name, (use, install) in PROGRAMS.items()]
    return [*found, _language()]


def _library(name: str, use: str, install: str, *, required: bool) -> Check:
    try:
        return Check(name, "ok", metadata.version(name), use, None, required)
    except metadata.PackageNotFoundError:
        return Check(name, "missing", None, use, install, required)


def _program(name: str, use: str, install: str) -> Check:
    said = _said(name, "--version")
    version = said.split("\n", 1)[0].removeprefix(name).strip() if said else None
    return Check(name, "ok" if said else "missing", version, use, None if said else install, required=False)


def _language() -> Check:
    said = _said("tesseract", "--list-langs")
    there = "vie" in said.split()
    install = None if there else "apt-get install tesseract-ocr-vie"
    return Check("tesseract: vie", "ok" if there else "missing", None, "scans in Vietnamese", install, required=False)


def _search() -> Check:
    from pipeline.store.schema import search_works

    version = search_works()
    return Check(
        "sqlite: fts5",
        "ok" if version else "missing",
        version,
        "search",
        None if version else "install Python from python.org",
        required=True,
    )


def _said(*command: str) -> str:
    """What a program prints; nothing where it isn't there."""
    if not shutil.which(command[0]):
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
