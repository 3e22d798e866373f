import csv
import io
import json
import sys

import pytest

from pipeline.presentation import screen


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("Ủy ban\nnhân dân", "Ủy ban\nnhân dân"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("a\rb\x07\x00", "a\ufffdb\ufffd\ufffd"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u00a0b", "a b"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_nothing_steers_the_terminal(text: str, calm: str) -> None:
    assert screen.calm(text) == calm


@pytest.mark.parametrize(
    ("value", "longest", "words"),
    [(None, 0, ""), (0.95, 0, "0.95"), (["a", "b"], 0, "a, b"), ("a\n b", 0, "a b"), ("abcdef", 4, "abc…"), (12, 0, "12")],
)
def test_one_line(value: object, longest: int, words: str) -> None:
    assert screen.one_line(value, longest) == words


def test_csv_reads_back_and_runs_nothing() -> None:
    out = io.StringIO()
    screen.as_csv([{"a": "=1+1", "b": ["x", "y"]}, {"a": 'b,\n"c"', "d": None}], out)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows == [["a", "b", "d"], ["'=1+1", "x; y", ""], ['b,\n"c"', "", ""]]


def test_json_keeps_the_letters() -> None:
    assert json.loads(screen.as_json({"a": "Đ\x1b"})) == {"a": "Đ\x1b"}
    assert "Đ" in screen.as_json("Đ")
    assert "\x1b" not in screen.as_json("\x1b")


def test_tables(capsys: pytest.CaptureFixture[str]) -> None:
    screen.table([{"key": "1/X", "title": "[bold]x[/bold]\x1b[31m"}], ("key", "title"), "those")
    screen.table([], ("key",), empty="nothing here")
    screen.facts({"a": "1", "b": None})
    screen.tree([{"depth": 0, "label": "top"}, {"depth": 1, "label": "below\nits words"}, {"depth": 1, "label": "beside"}])
    out = capsys.readouterr().out
    assert "[bold]x[/bold]\ufffd[31m" in out
    assert "\x1b" not in out
    assert out.split() == "those key title 1/X [bold]x[/bold]\ufffd[31m nothing here a 1 top ├── below │ its words └── beside".split()  # noqa: SIM905


def test_progress_is_silent_where_it_should_be(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with screen.Progress() as progress:
        for done in range(5):
            progress(done, 4, 0)
    assert capsys.readouterr() == ("", "")  # too short to be told
    monkeypatch.setattr(screen, "EVERY", 0.0)
    with screen.Progress() as progress:
        progress(4, 4, 1)
    with screen.Progress(quiet=True) as progress:
        progress(4, 4, 1)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("congvan: 4 of 4 files, ")
    assert err.count("\n") == 1
    assert "1 failed" in err


@pytest.mark.parametrize(("term", "columns", "bar"), [("xterm", "100", "━"), ("xterm", "40", "4/4"), ("dumb", "100", "")])
def test_progress_on_a_terminal(term: str, columns: str, bar: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(screen, "EVERY", 0.0)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLUMNS", columns)
    with screen.Progress() as progress:
        progress(4, 4, 1)
    said = terminal.getvalue()
    assert bar in said
    assert ("━" in said) == (bar == "━")
    assert "1 failed" in said
    assert ("\x1b" in said) == bool(bar)
