"""The pages as a whole: complete, safe, the same every time, every link leading somewhere."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline import report, run
from pipeline.errors import UsageError
from tests import office
from tests.letters import SHORTEST

AS_OF = "2025-06-10"


class Page(HTMLParser):
    """What stands in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.live: list[str] = []  # attributes that could do something
        self.open: list[str] = []
        self.nested = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.ids += [said["id"]] if said.get("id") else []  # type: ignore[list-item]
        self.links += [said["href"]] if said.get("href") else []  # type: ignore[list-item]
        self.live += [name for name in said if name.startswith("on") or name in ("style", "src", "srcset", "action")]
        if tag == "a":
            self.nested = self.nested or "a" in self.open
            self.open.append("a")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.open.pop()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    report.write(office.build(folder), folder / "report", as_of=AS_OF)
    return {p.relative_to(folder / "report").as_posix(): p.read_text(encoding="utf-8") for p in (folder / "report").rglob("*.html")}


def test_there_is_a_page_for_everything(pages: dict[str, str]) -> None:
    assert {"index.html", "register.html", "tasks.html", "calendar.html", "graph.html", "cited.html", "review.html"} < set(pages)
    assert sum(name.startswith("d/") for name in pages) == 6


def test_every_link_leads_to_a_place_that_exists(pages: dict[str, str]) -> None:
    read = {name: Page(text) for name, text in pages.items()}
    for name, page in read.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = (Path("/r") / Path(name).parent / unquote(path)).resolve().relative_to("/r").as_posix() if path else name
            assert target in read, (name, link)
            if anchor and "=" not in anchor:
                assert anchor in read[target].ids, (name, link)


def test_no_anchor_stands_twice(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        ids = Page(text).ids
        assert len(ids) == len(set(ids)), name


def test_nothing_of_a_paper_becomes_markup(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        page = Page(text)
        assert page.live == [], name
        assert page.tags.count("script") <= 1, name
        assert page.tags.count("style") == 1, name
        assert "img" not in page.tags, name
        assert not page.nested, name
        assert "49" not in text.split("{{ 7*7 }}")[0][-3:], name
        assert not [link for link in page.links if ":" in link.split("#")[0]], name


def test_nothing_is_fetched(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert "http:" not in text.replace("http-equiv", ""), name
        assert "https:" not in text, name
        assert "@import" not in text, name
        assert "url(" not in text, name


@pytest.mark.parametrize("words", ["Kho đạn", "Thung Lũng Xanh", "Tuyệt Đối", "7/QĐ-UBND"])
def test_secret_papers_are_nowhere(pages: dict[str, str], words: str) -> None:
    assert not [name for name, text in pages.items() if words in text]


def test_the_overview_says_that_something_is_left_out(pages: dict[str, str]) -> None:
    assert "1 văn bản mật không đưa vào đây." in pages["index.html"]


def test_pages_are_built_for_everybody(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        page = Page(text)
        assert page.tags.count("h1") == 1, name
        assert {"main", "header", "nav", "footer", "title"} <= set(page.tags), name
        assert page.tags.count("table") == page.tags.count("caption"), name
        assert '<html lang="vi">' in text, name
        assert 'class="skip" href="#main"' in text, name


def test_a_task_leads_to_its_words(pages: dict[str, str]) -> None:
    assert 'href="d/000000000002-0.html#t0"' in pages["tasks.html"]
    assert 'id="t0" href="#n-t0"' in pages["d/000000000002-0.html"]


def test_states_follow_the_day(tmp_path: Path) -> None:
    database = office.build(tmp_path)
    for day, overdue in (("2025-04-30", 0), ("2025-06-10", 1), ("2026-06-10", 5)):
        report.write(database, tmp_path / "report", as_of=day)
        assert (tmp_path / "report" / "tasks.html").read_text(encoding="utf-8").count('data-state="overdue"') == overdue


def test_the_same_database_gives_the_same_pages(tmp_path: Path) -> None:
    database = office.build(tmp_path)
    made = []
    for name in ("a", "b"):
        report.write(database, tmp_path / name, as_of=AS_OF)
        made.append({p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()})
    assert made[0] == made[1]


def test_pages_speak_english_too(tmp_path: Path) -> None:
    report.write(office.build(tmp_path), tmp_path / "report", "en", AS_OF)
    text = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "Due next" in text
    assert "As of 10 June 2025" in text


def test_a_list_that_is_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "LISTED", 2)
    report.write(office.build(tmp_path), tmp_path / "report", as_of=AS_OF)
    text = (tmp_path / "report" / "tasks.html").read_text(encoding="utf-8")
    assert text.count("<tr data-state") == 2
    assert "congvan serve (5)" in text


def test_secret_papers_come_when_asked_for(tmp_path: Path) -> None:
    report.write(office.build(tmp_path), tmp_path / "report", as_of=AS_OF, secret=True)
    assert "Kho đạn Thung Lũng Xanh" in (tmp_path / "report" / "register.html").read_text(encoding="utf-8")


def test_pages_of_the_original_are_shown_with_boxes_that_lead_to_the_words(tmp_path: Path) -> None:
    database = office.build(tmp_path, scan=office.blank_pdf())
    report.write(database, tmp_path / "report", as_of=AS_OF)
    (picture,) = (tmp_path / "report" / "pages").iterdir()
    (text,) = [p.read_text(encoding="utf-8") for p in (tmp_path / "report" / "d").iterdir() if picture.name.split("-")[0] in p.name]
    assert f'<image href="../pages/{picture.name}" width="595.0"' in text
    assert '<a href="#f-key"><rect class="fact" x="98.0" y="88.0" width="84.0" height="18.0">' in text
    report.write(database, tmp_path / "report", as_of=AS_OF, pictures=False)
    assert not (tmp_path / "report" / "pages").exists()


def test_a_correction_shows_as_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SHORTEST, encoding="utf-8")
    said = tmp_path / "corrections.yaml"
    said.write_text("- {file: a.txt, field: subject, value: Điều khác, who: Nguyễn Thị An, when: 2025-05-02}\n", encoding="utf-8")
    for there in (True, False):
        run.run(tmp_path / "in", tmp_path / "out")
        report.write(tmp_path / "out" / "congvan.db", tmp_path / "out" / "report", as_of=AS_OF)
        (page,) = (tmp_path / "out" / "report" / "d").iterdir()
        text = page.read_text(encoding="utf-8")
        for words in ("Điều khác", "Người sửa: Nguyễn Thị An, 02/05/2025", '<span class="chip corrected">đã sửa</span>'):
            assert (words in text) is there
        assert (
            '<span class="chip corrected">đã sửa</span>' in (tmp_path / "out" / "report" / "register.html").read_text(encoding="utf-8")
        ) is there
        said.write_text("", encoding="utf-8")


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    database = office.build(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(UsageError, match="isn't ours"):
        report.write(database, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").exists()
