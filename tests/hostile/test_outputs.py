"""Test 15 of the reliability plan: nothing that a paper says runs, is fetched or becomes a line in what we write.

What was written is read again by other libraries than those that wrote it.
"""

import csv
import html
import io
import stat
import xml.etree.ElementTree as Tree
import zipfile
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline import export, report, run
from pipeline.cli import main
from pipeline.errors import UsageError
from pipeline.store import access
from tests.letters import folder, letter

EVIL = {  # name -> what stands in the subject
    "formula": '=HYPERLINK("http://127.0.0.1:9/?x="&A1;"bấm") =1+1',
    "plus": "+1+cmd|' /C calc'!A0",
    "wide": "＝1+1 về việc kiểm tra",
    "at": "@SUM(1) việc",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)> javascript:alert(1) {{7*7}} ]]>&lt;",
    "sql": "1'); DROP TABLE documents;-- việc",
    "ics": "họp\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///x",
    "log": "a\n2024-01-01 00:00:00 ERROR giả",
    "xml": "S\x01\x0b\x1b[31m\ufffe\uffff\u202eNV & < > \" '",
    "long": "dài " * 12_000,
}
NAMES = [
    "=1+1",
    "new\nline",
    "esc\x1b[31mred",
    "x'); DROP TABLE files;--",
    "<img src=x onerror=alert(1)>",
    "%s%n{0}{x}",
    "gp\u202etxt",
    "--help",
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("outputs")
    inbox = folder(place / "in")
    for i, (name, words) in enumerate(EVIL.items()):
        task = f"Sở Nội vụ báo cáo {words[:200]} trước ngày 30/6/2025."
        text = letter(f"{i + 1}/KH-UBND", f"2025-04-{i + 1:02}", subject=words).replace("2. Ủy ban", f"2. {task}\n\n3. Ủy ban")
        (inbox / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    for i, name in enumerate(NAMES):
        (inbox / f"{name}.txt").write_text(letter(f"{i + 100}/KH-UBND"), encoding="utf-8")
    (inbox / "cites.txt").write_text(letter("77/KH-UBND", basis="Căn cứ Kế hoạch số 1/KH-UBND ngày 01/4/2025;"), encoding="utf-8")
    run.run(inbox, place / "out")
    return place / "out" / "congvan.db"


def exported(database: Path, kind: str, place: Path) -> list[tuple[str, bytes]]:
    """The files of an export."""
    with closing(access.opened(database)) as db:
        export.write(kind, db, place / kind)
    files = [place / kind] if (place / kind).is_file() else sorted(p for p in (place / kind).rglob("*") if p.is_file())
    return [(path.name, path.read_bytes()) for path in files]


def live(cell: object) -> bool:
    """Whether a spreadsheet would take a cell for more than words."""
    return isinstance(cell, str) and cell.lstrip(" \"'")[:1] in set("=+-@\t\r\n\0＝＋－＠") and not cell.startswith("'")


class Markup(HTMLParser):
    """What in a page would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            words = (value or "").strip().lower()
            if name.startswith("on") or words.startswith(("javascript:", "vbscript:", "data:text")):
                self.bad.append(f"{tag} {name}={value}")
            if name in ("src", "href", "xlink:href", "action") and words.startswith(("http:", "https:", "//", "file:")):
                self.bad.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base"):
            self.bad.append(tag)


@pytest.mark.parametrize("kind", sorted(export.KINDS))
def test_exports(database: Path, tmp_path: Path, kind: str) -> None:
    files = exported(database, kind, tmp_path)
    assert files
    assert files == exported(database, kind, tmp_path / "again")
    for name, data in files:
        ending = Path(name).suffix if Path(name).suffix else Path(kind).suffix
        if ending == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    assert b"<f>" not in archive.read(part)
                    assert b"<hyperlink " not in archive.read(part) or b"#" in archive.read(part)
            book = openpyxl.load_workbook(io.BytesIO(data))
            assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
        elif ending == ".csv":
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            assert len(rows) > 1
            assert not [cell for row in rows for cell in row if live(cell)]
        elif ending == ".ics":
            assert data.count(b"BEGIN:VALARM\r\nACTION:PROCEDURE") == 0
            assert data.count(b"BEGIN:VEVENT") + data.count(b"BEGIN:VTODO") == data.count(b"END:VEVENT") + data.count(b"END:VTODO")
            assert not [line for line in data.split(b"\r\n") if len(line) > 75 or b"\x1b" in line or b"\n" in line]
        elif ending in (".graphml", ".gexf"):
            graph = (nx.read_graphml if ending == ".graphml" else nx.read_gexf)(io.BytesIO(data))
            assert len(graph) >= len(EVIL)
        elif ending == ".xml":
            Tree.fromstring(data)  # noqa: S314 - made by us a moment ago
        elif ending in (".json", ".jsonl", ".dot", ".mmd"):
            assert not any(char < 32 and char not in (9, 10) for char in data)


def test_pages(database: Path, tmp_path: Path) -> None:
    report.write(database, tmp_path / "report")
    pages = list((tmp_path / "report").rglob("*.html"))
    assert len(pages) > len(EVIL)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        reader = Markup()
        reader.feed(text)
        assert not reader.bad, page.name
        assert "<script>alert" not in text
        assert "Content-Security-Policy" in text
        assert "default-src 'none'" in html.unescape(text)


def test_the_terminal(database: Path) -> None:
    """Whatever is asked: no escape, no turned line, no formula; names from papers are parameters."""
    for words in (
        *(["show", name] for name in ("=1+1.txt", "xml.txt", "html.txt")),
        *(["search", sought] for sought in ("việc", "' OR 1=1 --", '" NEAR(', "a*", "x) UNION SELECT", "*", "-", "AND OR NOT")),
        *(["cited-by", "1/KH-UBND"], ["stats"], ["unresolved"], ["cites", "77/KH-UBND"], ["show", "1'); DROP TABLE documents;--/KH"]),
    ):
        for how in ([], ["--json"], ["--csv"]):
            result = CliRunner().invoke(main, [*words, "--db", str(database), *how])
            assert result.exit_code in (0, 2), (words, how, result.output, result.exception)
            assert not set("\x1b\x07\x08\x00\x0b\u202e") & set(result.stdout), (words, how)
            if how == ["--csv"] and result.exit_code == 0:
                assert not [cell for row in csv.reader(io.StringIO(result.stdout)) for cell in row if live(cell)], words
    with closing(access.opened(database)) as db:
        assert db.execute("SELECT count(*) FROM dispatches").fetchone()[0] == len(EVIL) + len(NAMES) + 1


def test_what_is_no_database_of_ours_is_refused(database: Path, tmp_path: Path) -> None:
    """A database given back to us may hold triggers and views of others."""
    import sqlite3

    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE dispatches (x)")
        db.commit()
    with pytest.raises(UsageError):
        access.opened(other)
    assert CliRunner().invoke(main, ["stats", "--db", str(other)]).exit_code == 2
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
