"""The READMEs keep their word: their commands run, their results are what they print, both say the same, every command is in them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.pattern import Pattern
from tests import readme
from tests.readme import call

ROOT = readme.ROOT
TEXTS = {lang: path.read_text(encoding="utf-8") for lang, path in readme.READMES.items()}
HAND = {lang: text.replace(readme.written(text), "") for lang, text in TEXTS.items()}  # what people write
BLOCK = Pattern(r"(?s)```(?P<kind>[a-z]+)\n(?P<body>.*?)```")
HEADING = Pattern(r"(?m)^(?P<level>#{1,4}) ")
DUE = "trước 5/6/2025 = 2025-06-05"


def blocks(lang: str, *kinds: str) -> list[str]:
    return [hit["body"] for hit in BLOCK.finditer(HAND[lang]) if hit["kind"] in kinds]


def shown() -> Iterator[tuple[str, str]]:
    for lang in TEXTS:
        for body in blocks(lang, "console"):
            command, _, output = body.partition("\n")
            yield command.removeprefix("$ congvan "), output


def settings(name: str) -> str:
    """The example of this YAML file."""
    return next(body for body in blocks("en", "yaml") if body.startswith(f"# {name}\n"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert call("run corpus/inbox -o outputs").exit_code == 0
        yield folder


@pytest.mark.parametrize(("command", "output"), list(shown()), ids=lambda words: words[:30])
def test_results_are_what_the_command_prints(office: Path, command: str, output: str) -> None:  # noqa: ARG001
    assert readme.told(command).splitlines() == output.splitlines(), "python -m tests.readme writes it anew"


@pytest.mark.parametrize("lang", TEXTS)
def test_the_reference_is_what_the_program_says(lang: str) -> None:
    assert readme.written(TEXTS[lang]).splitlines() == readme.reference(lang).splitlines(), "python -m tests.readme writes it anew"


@pytest.mark.parametrize(
    "line",
    sorted(
        {
            line
            for lang in TEXTS
            for body in blocks(lang, "sh")
            for line in body.splitlines()
            if line.startswith("congvan ") and "~" not in line
        }
    ),
)
def test_commands_run(office: Path, line: str) -> None:  # noqa: ARG001
    done = call(line.removeprefix("congvan "))
    assert done.exit_code == 0, done.output


def test_a_newcomers_commands_run(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines for an own folder, in both languages, with a home of our own."""
    shutil.copytree(office / "corpus" / "inbox", office / "home" / "dispatches")
    shutil.copytree(office / "corpus" / "inbox", office / "home" / "cong-van-den")
    monkeypatch.setenv("HOME", str(office / "home"))
    for lang in TEXTS:
        for line in next(body for body in blocks(lang, "sh") if "~" in body).splitlines():
            done = call(line.removeprefix("congvan ").replace("~", str(office / "home")))
            assert done.exit_code == 0, done.output
            assert "tasks" not in line or "2025-06-05" in done.stdout
    assert (office / "home" / "dispatches-read" / "report" / "index.html").is_file()


NAMED = [hit[0].strip("`") for text in HAND.values() for hit in Pattern(r"`congvan [^`]+ [^`]+`|`congvan [a-z]+`").finditer(text)]
BARE = {"congvan eval", "congvan export", "congvan validate"}  # named, not to be typed like that


@pytest.mark.parametrize(
    "line", sorted({line for line in NAMED if line not in BARE and not any(word in line for word in ("~", " A.db", " FOLDER", " REF"))})
)
def test_commands_named_in_the_text_run(office: Path, line: str) -> None:  # noqa: ARG001
    done = call(line.removeprefix("congvan "))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("lang", TEXTS)
def test_every_command_is_in_the_text(lang: str) -> None:
    named = {hit[1] for hit in Pattern(r"congvan ([a-z-]+)").finditer(HAND[lang])}
    assert set(main.commands) <= named


def test_python_as_shown(office: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    for body in blocks("en", "python"):
        exec(compile(body, "README.md", "exec"), {})  # noqa: S102 - our own README
    said = capsys.readouterr().out
    assert [
        words for words in (DUE, "620/LĐLĐ ['trước 5/6/2025', 'trước ngày 5/12/2025']", "True\n", "no_dispatch") if words not in said
    ] == []


RECIPES = [body for body in blocks("en", "py") if "import" in body]


@pytest.mark.parametrize("body", RECIPES, ids=lambda body: re.findall(r"(?:import|from) (\w+)", body)[-1])
def test_recipes_run(office: Path, body: str) -> None:
    for library in ("pandas", "polars", "duckdb"):
        if f"import {library}" in body:
            pytest.importorskip(library)
    if "train.spacy" in body:
        assert call("export docbin -o train.spacy").exit_code == 0
        body = body.replace("range(10)", "range(2)")
    done = subprocess.run([sys.executable, "-c", body], cwd=office, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "print(" not in body
    for name, words in {"congvan.gexf": b"356/L", "nodes.csv": b":ID", "edges.csv": b":START_ID"}.items():
        assert f'"{name}"' not in body or words in (office / name).read_bytes()


def test_both_have_the_same_chapters() -> None:
    levels = {lang: [len(hit["level"]) for hit in HEADING.finditer(text)] for lang, text in TEXTS.items()}
    assert levels["vi"] == levels["en"]
    for lang in TEXTS:
        assert len(set(re.findall(r"(?m)^#+ .*$", HAND[lang]))) == len(re.findall(r"(?m)^#+ .*$", HAND[lang]))


@pytest.mark.parametrize("lang", TEXTS)
def test_links_lead_to_chapters(lang: str) -> None:
    chapters = re.findall(r"(?m)^## (.*)$", TEXTS[lang])
    slugs = [re.sub(r"[^\w\- ]", "", chapter.lower()).replace(" ", "-") for chapter in chapters]  # as GitHub makes them
    assert re.findall(r"\]\(#([^)]*)\)", HAND[lang]) == slugs


def test_both_show_the_same() -> None:
    assert [hit["kind"] for hit in BLOCK.finditer(HAND["vi"])] == [hit["kind"] for hit in BLOCK.finditer(HAND["en"])]
    for kind in ("console", "python", "py", "yaml", "json"):
        assert blocks("vi", kind) == blocks("en", kind)
    for what in (r"!\[[^\]]*\]\(([^)]*)\)", r"(?m)^\| `[^\n]*$", r"`congvan [a-z-]+"):
        counts = [len(re.findall(what, HAND[lang])) for lang in ("vi", "en")]
        assert counts[0] == counts[1], what


@pytest.mark.parametrize("lang", TEXTS)
def test_pictures_are_there(lang: str) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]*)\)", TEXTS[lang])
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_corrections_as_shown(office: Path) -> None:
    shutil.copytree(office / "corpus" / "inbox", office / "corrected" / "inbox")
    (office / "corrected" / "corrections.yaml").write_text(settings("corrections.yaml"), encoding="utf-8")
    assert call("run corrected/inbox -o corrected -q").exit_code == 0
    assert (
        "tiếp tục thực hiện công tác bình đẳng giới"
        in readme.told("explain 620/LĐLĐ subject --db corrected/congvan.db --csv").splitlines()[1]
    )
    late = "tasks --overdue --as-of 2025-12-31 --doc 620/LĐLĐ --json"
    assert [len(json.loads(readme.told(f"{late} --db {place}/congvan.db"))) for place in ("outputs", "corrected")] == [1, 0]


def test_a_reading_as_shown(office: Path) -> None:
    (office / "mine.json").write_text(blocks("en", "json")[0], encoding="utf-8")
    assert readme.told("validate mine.json") == ""
    fields = json.loads(readme.told("eval mine.json --json"))["fields"]
    assert {field["field"]: field["accuracy"] for field in fields if field["n"] and field["f1"] is None} == dict.fromkeys(
        ("parts", "read", "key", "doc_type", "date", "issuer", "signer_competence", "signer_position", "signer_full_name"), 1
    )


@pytest.mark.parametrize("lang", TEXTS)
def test_files_that_are_named_are_there(lang: str) -> None:
    named = re.findall(r"\b(?:pipeline|tests|corpus|notebooks)/[A-Za-z0-9_./-]*[A-Za-z0-9_]", HAND[lang])
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []


def test_own_rules_as_shown(office: Path) -> None:
    inbox = office / "own" / "inbox"
    inbox.mkdir(parents=True)
    words = (office / "corpus" / "inbox" / "620-ldld-lai-chau-2025.txt").read_text(encoding="utf-8")
    words = words.replace("Hướng dẫn số 54/HD-LĐLĐ", "Phiếu yêu cầu số 54/PYC-VNCCS").replace(
        "của Liên đoàn Lao động tỉnh Lai Châu về", "về"
    )
    (inbox / "a.txt").write_text(words.replace("trước 5/6/2025", "ấn định vào ngày 5/6/2025"), encoding="utf-8")
    for name, expected in (("none", "CV"), ("ours", "PYC")):
        if name == "ours":
            (office / "own" / "congvan.yaml").write_text(settings("congvan.yaml"), encoding="utf-8")
        assert call(f"run own/inbox -o own/{name} -q").exit_code == 0
        cited = json.loads(readme.told(f"cites 620/LĐLĐ --json --db own/{name}/congvan.db"))
        found = next(row for row in cited if row["key"] == "54/PYC-VNCCS")
        assert (found["doc_type"] == "PYC") == (expected == "PYC")
        assert (found["issuer"] == "Viện Nghiên cứu chè Shan") == (expected == "PYC")
        due = json.loads(readme.told(f"tasks --json --db own/{name}/congvan.db"))
        assert next(d["bound"] for d in due if d["due_date"] == "2025-06-05") == ("by" if expected == "PYC" else None)


def test_the_spacy_project_trains(office: Path) -> None:
    """Its two commands, for one round."""
    (office / "project.yml").write_text(settings("project.yml").replace("epochs: 5", "epochs: 1"), encoding="utf-8")
    here = Path(sys.executable).parent
    command = [sys.executable, "-m", "spacy", "project", "run", "all"]
    done = subprocess.run(command, cwd=office, env={"PATH": f"{here}:/usr/bin:/bin"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (office / "model" / "model-last" / "ner" / "model").is_file()


@pytest.mark.parametrize("name", ["main-job", "tests"])
def test_ci_finds_the_commands_that_it_runs(name: str) -> None:
    after = TEXTS["en"].partition(f"<!-- {name} -->\n")[2]
    assert after.startswith("```sh\npython3 -m venv .venv")
