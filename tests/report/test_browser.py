"""The pages in a real browser, opened from disk: skipped where there is none."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import report
from tests import office

api = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PAGES = [
    "index.html",
    "register.html",
    "tasks.html",
    "calendar.html",
    "graph.html",
    "cited.html",
    "review.html",
    "d/000000000002-0.html",
    "d/000000000005-0.html",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; on Debian: apt-get install chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("browser")
    report.write(office.build(place), place / "báo cáo #1", as_of="2025-06-10")
    return place / "báo cáo #1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Tab:
    """A tab that keeps what went wrong in it."""

    def __init__(self, chromium: Any, folder: Path, **more: Any) -> None:
        self.context = chromium.new_context(offline=True, **more)
        self.page = self.context.new_page()
        self.folder = folder
        self.troubles: list[str] = []
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda trouble: self.troubles.append(str(trouble)))
        self.page.on("dialog", self.dismiss)
        self.page.on("requestfailed", lambda request: self.troubles.append(request.url))

    def dismiss(self, dialog: Any) -> None:
        self.troubles.append(dialog.message)
        dialog.dismiss()

    def open(self, name: str) -> Any:
        path, _, anchor = name.partition("#")
        self.page.goto((self.folder / path).as_uri() + (f"#{anchor}" if anchor else ""))
        return self.page

    def shown(self) -> int:
        return int(self.page.locator("tbody tr:visible").count())


@pytest.fixture
def tab(chromium: Any, folder: Path) -> Iterator[Tab]:
    made = Tab(chromium, folder, viewport={"width": 1280, "height": 900})
    yield made
    assert made.troubles == []
    made.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_opens_without_trouble_and_fits(chromium: Any, folder: Path, width: int, scheme: str) -> None:
    tab = Tab(chromium, folder, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in PAGES:
        page = tab.open(name)
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate("document.styleSheets.length") == 1, name
    assert tab.troubles == []
    tab.context.close()


def test_tasks_are_filtered_by_words_body_month_and_state(tab: Tab) -> None:
    page = tab.open("tasks.html")
    everything = tab.shown()
    for field, value, rows in (("q", "so y te", 1), ("q", "SỞ Y TẾ", 1), ("body", "so noi vu", 1), ("q", "không có đâu", 0)):
        page.locator(f"input[name={field}]").fill(value)
        api.expect(page.locator(".tally")).to_contain_text(f" {rows} ")
        assert tab.shown() == rows, value
        page.locator("button[type=reset]").click()
        api.expect(page.locator(".tally")).to_contain_text(f" {everything} ")
    page.locator("select[name=month]").select_option("2025-12")
    assert tab.shown() == 3
    page.locator("button[type=reset]").click()
    page.locator("select[name=state]").select_option("overdue")
    assert tab.shown() == 1
    assert page.locator("tbody tr:visible .state").inner_text() == "Quá hạn"
    assert "state=overdue" in page.url


def test_a_filter_is_kept_in_the_address(tab: Tab) -> None:
    page = tab.open("tasks.html#state=answered")
    assert tab.shown() == 1
    assert page.locator("select[name=state]").input_value() == "answered"


def test_tables_are_sorted_by_their_headings(tab: Tab) -> None:
    page = tab.open("tasks.html")
    first = "tbody tr:visible >> nth=0 >> td >> nth=0"
    page.locator("thead button").first.click()
    assert page.locator(first).inner_text().startswith("30/04/2025")
    assert page.locator("thead th").first.get_attribute("aria-sort") == "ascending"
    page.locator("thead button").first.click()
    assert page.locator(first).inner_text().startswith("01/01/2026")
    assert page.locator("thead th").first.get_attribute("aria-sort") == "descending"


def test_from_a_task_to_its_highlighted_words_is_one_click(tab: Tab) -> None:
    page = tab.open("tasks.html")
    page.get_by_role("link", name="Sở Nội vụ chủ trì").click()
    assert page.url.endswith("d/000000000002-0.html#t0")
    marked = page.locator(".paper .on")
    assert "Sở Nội vụ chủ trì" in "".join(marked.all_inner_texts())
    assert marked.nth(1).evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")


@pytest.mark.parametrize("start", ["index.html", "calendar.html", "review.html", "cited.html"])
def test_from_any_list_to_the_words_is_one_click(tab: Tab, start: str) -> None:
    page = tab.open(start)
    link = page.locator('main a[href^="d/"][href*="#"]:visible').first
    link.click()
    assert page.locator(".paper .on, #problems").count() >= 1


def test_a_mark_says_its_rule_and_certainty_to_pointer_and_keyboard(tab: Tab) -> None:
    page = tab.open("d/000000000002-0.html")
    note = page.locator("#note")
    assert note.is_hidden()
    page.locator("#d1").hover()
    assert all(words in note.inner_text() for words in ("test_due", "60 %", "31/07/2025"))
    page.keyboard.press("Escape")
    assert note.is_hidden()
    page.locator("#c0").focus()
    assert all(words in note.inner_text() for words in ("test_cite", "thực hiện", "Bộ Nội vụ"))
    assert page.locator("#c0").get_attribute("aria-describedby") == "note"


def test_a_value_leads_to_its_words_and_back(tab: Tab) -> None:
    page = tab.open("d/000000000002-0.html")
    page.locator(".values").get_by_role("link", name="22/04/2025").click()
    assert page.locator(".paper .on").inner_text() == "ngày 22 tháng 4 năm 2025"
    page.locator("#f-promulgation_date").click()
    assert page.url.endswith("#n-f-promulgation_date")
    page.locator("#n-f-promulgation_date").get_by_role("link").click()
    assert page.url.endswith("#f-promulgation_date")


def test_kinds_of_marks_are_hidden_and_shown(tab: Tab) -> None:
    page = tab.open("d/000000000002-0.html")
    colour = "e => getComputedStyle(e).backgroundColor"
    before = page.locator("#c0").evaluate(colour)
    page.get_by_label("Viện dẫn").uncheck()
    assert page.locator("#c0").evaluate(colour) != before
    page.get_by_label("Viện dẫn").check()
    assert page.locator("#c0").evaluate(colour) == before


def test_the_graph_pans_zooms_and_leads_to_pages(tab: Tab) -> None:
    page = tab.open("graph.html")
    world = page.locator(".world")
    before = world.get_attribute("transform")
    page.locator("[data-do=in]").click()
    zoomed = world.get_attribute("transform")
    box = page.locator(".canvas svg").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 350)
    page.mouse.down()
    page.mouse.move(box["x"] + 360, box["y"] + 310, steps=4)
    page.mouse.up()
    moved = world.get_attribute("transform")
    assert len({before, zoomed, moved}) == 3
    page.locator("[data-do=all]").click()
    node = page.locator(".node[data-name*='1712/KH-UBND']")
    node.hover()
    assert "2855/BNV-BĐG" in page.locator(".chosen").inner_text()
    assert page.locator(".edge.on").count() >= 2
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/000000000002-0.html")


def test_pages_work_by_keyboard_alone(tab: Tab) -> None:
    page = tab.open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_is_there(chromium: Any, folder: Path) -> None:
    tab = Tab(chromium, folder, java_script_enabled=False)
    tab.open("tasks.html")
    assert tab.shown() == 7
    assert not tab.page.locator("form.filter").is_visible()
    tab.open("d/000000000002-0.html#t0")
    assert tab.page.locator(".paper").is_visible()
    tab.context.close()


@pytest.mark.parametrize("name", ["index.html", "register.html", "tasks.html", "calendar.html", "d/000000000002-0.html"])
def test_words_can_be_read_against_their_ground(tab: Tab, name: str) -> None:
    page = tab.open(name)
    ratio = """() => {
        const part = x => x <= 10 ? x / 3294.6 : ((x / 255 + .055) / 1.055) ** 2.4;
        const light = c => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number).map(part); return .2126 * r + .7152 * g + .0722 * b };
        const clear = c => c === 'transparent' || c.endsWith(', 0)');
        const ground = e => { while (e && clear(getComputedStyle(e).backgroundColor)) e = e.parentElement;
            return e ? getComputedStyle(e).backgroundColor : 'rgb(255, 255, 255)' };
        let worst = 99;
        for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent) continue;
            const a = light(getComputedStyle(e).color), b = light(ground(e));
            worst = Math.min(worst, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
        }
        return worst }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(ratio) >= 4.5, scheme


def test_a_page_prints_without_its_tools(tab: Tab) -> None:
    page = tab.open("tasks.html")
    page.emulate_media(media="print")
    assert not page.locator("form.filter").is_visible()
    assert page.locator("table.rows").is_visible()
