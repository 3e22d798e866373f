import asyncio
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("datasette")

from pipeline import web
from tests import office

PORT = 8999
TOKEN = "a-token-for-tests"  # noqa: S105
HOST = f"127.0.0.1:{PORT}"
COOKIE = {"cookie": f"{web.COOKIE}={TOKEN}"}


class Answer:
    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Browser:
    """Asks the application as a server would."""

    def __init__(self, app: web.App) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()

    def ask(self, path: str, method: str = "GET", host: str = HOST, **headers: str) -> Answer:
        answer = Answer()
        path, _, query = path.partition("?")
        said = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope: dict[str, Any] = {"type": "http", "scheme": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "root_path": ""}
        scope |= {"method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode()}
        scope |= {"client": ("127.0.0.1", 5), "server": ("127.0.0.1", PORT)}
        scope["headers"] = [(name.encode(), value.encode()) for name, value in said.items()]

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"sql=drop+table+tasks", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message.get("body", b"")

        self.loop.run_until_complete(self.app(scope, receive, send))
        return answer

    def see(self, path: str) -> Answer:
        return self.ask(path, **COOKIE)

    def sql(self, sql: str) -> Answer:
        return self.see(f"/congvan.json?_shape=objects&sql={quote(sql)}")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.build(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def browser(place: Path) -> Browser:
    (place.parent / "copy").mkdir()
    return Browser(web.application(place, place.parent / "copy", TOKEN, PORT, as_of="2025-06-10"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Tổng quan"),
        ("/index.html", "Sắp đến hạn"),
        ("/register.html", "1712/KH-UBND"),
        ("/tasks.html", "Sở Y tế"),
        ("/calendar.html", "Tháng 6 năm 2025"),
        ("/graph.html", "2855/BNV-BĐG"),
        ("/cited.html", "28/NQ-CP"),
        ("/review.html", "tệp hỏng"),
        ("/d/000000000002-0.html", "Trần Thị Bình"),
        ("/search.html", "Từ khóa"),
        ("/data.html", "Việc do … chủ trì"),
        ("/congvan", "Bảng dữ liệu"),
        ("/congvan.css", "Times New Roman"),
        ("/congvan/dispatches", "Mỗi dòng một văn bản"),
        ("/congvan/open_tasks", "Nhiệm vụ còn mở"),
        ("/congvan/register", "Sổ văn bản đến"),
        ("/congvan/den-han?tu_ngay=2025-06-01&den_ngay=2025-06-30", "Sở Nội vụ"),
        ("/congvan/thuc-hien?so_ky_hieu=1712/KH-UBND", "620/LĐLĐ"),
    ],
)
def test_pages_and_tables_are_there(browser: Browser, path: str, words: str) -> None:
    answer = browser.see(path)
    assert answer.status == 200
    assert words in answer.text


def test_every_table_and_every_question_answers(browser: Browser) -> None:
    for name in web.TITLES:
        assert browser.see(f"/congvan/{name}").status == 200, name
    for name in web.QUERIES:
        assert browser.see(f"/congvan/{name}").status == 200, name


@pytest.mark.parametrize("words", ["binh dang gioi", "bình đẳng giới", "BÌNH ĐẲNG GIỚI"])
def test_words_are_found_with_and_without_diacritics(browser: Browser, words: str) -> None:
    answer = browser.see(f"/search.html?q={quote(words)}")
    assert [key in answer.text for key in ("2855/BNV-BĐG", "1712/KH-UBND", "620/LĐLĐ", "88/SYT-VP")] == [True, True, True, False]


def test_a_search_for_nothing_is_not_an_error(browser: Browser) -> None:
    for words in ("", "%20%20", '"', "AND OR NOT", "<script>alert(1)</script>", "a*", "^", "NEAR(a b)"):
        answer = browser.see(f"/search.html?q={quote(words, safe='%')}")
        assert answer.status == 200, words
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"0.0.0.0:{PORT}", "", f"localhost:{PORT}.evil.example"]
)
def test_behind_another_name_nothing_is_shown(browser: Browser, host: str) -> None:
    for path in ("/", "/congvan.json?sql=select+1", f"/?token={TOKEN}"):
        answer = browser.ask(path, host=host, **COOKIE)
        assert answer.status == 403
        assert "congvan" not in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"127.0.0.1:{PORT}", f"[::1]:{PORT}"])
def test_by_our_own_names_it_is(browser: Browser, host: str) -> None:
    assert browser.ask("/", host=host, **COOKIE).status == 200


@pytest.mark.parametrize("cookie", ["", f"{web.COOKIE}=wrong", f"other={TOKEN}", "\x00;;=", f"{web.COOKIE}="])
def test_without_the_token_nothing_is_shown(browser: Browser, cookie: str) -> None:
    for path in ("/", "/register.html", "/congvan/texts.json", "/-/databases.json", "/nothing", "/?token=wrong"):
        assert browser.ask(path, cookie=cookie).status == 403, path


def test_the_token_is_taken_out_of_the_address(browser: Browser) -> None:
    answer = browser.ask(f"/d/000000000002-0.html?token={TOKEN}")
    assert (answer.status, answer.headers["location"]) == (303, "/d/000000000002-0.html")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=Strict" in answer.headers["set-cookie"]
    assert browser.ask(f"//evil.example/?token={TOKEN}").headers["location"] == "/evil.example/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(browser: Browser, place: Path, method: str) -> None:
    before = hashlib.sha256(place.read_bytes()).hexdigest()
    assert browser.ask("/congvan", method, **COOKIE).status == 405
    assert browser.ask("/congvan", method, origin="http://evil.example", sec_fetch_site="cross-site", **COOKIE).status == 403
    assert hashlib.sha256(place.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    "sql",
    [
        "insert into tasks (id) values (1)",
        "delete from tasks",
        "drop table tasks",
        "update dispatches set key = 'x'",
        "attach 'evil.db' as e",
        "vacuum into 'copy.db'",
        "pragma query_only = 0",
        "pragma writable_schema = 1",
        "select load_extension('x')",
        "select zeroblob(900000000)",
        "select 1; drop table tasks",
        "with x as (select 1) insert into tasks (id) select * from x",
        "explain insert into tasks (id) values (1)",
    ],
)
def test_a_statement_that_would_write_is_refused(browser: Browser, place: Path, sql: str) -> None:
    before = hashlib.sha256(place.read_bytes()).hexdigest()
    answer = browser.sql(sql)
    assert answer.status in (400, 403), answer.text
    assert hashlib.sha256(place.read_bytes()).hexdigest() == before


def test_an_endless_query_is_ended(browser: Browser) -> None:
    answer = browser.sql("with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r")
    assert answer.status == 400
    assert "interrupted" in answer.text.lower()


@pytest.mark.parametrize("words", ["Thung Lũng", "Kho đạn", "Tuyệt Đối", "mat/7.txt"])
def test_secret_papers_are_nowhere(browser: Browser, words: str) -> None:
    for path in ("/", "/register.html", "/tasks.html", "/graph.html", "/review.html", "/cited.html", f"/search.html?q={quote(words)}"):
        assert words not in browser.see(path).text.replace(f'value="{words}"', ""), path
    for name in web.TITLES:
        assert words not in browser.see(f"/congvan/{name}.json?_size=max").body.decode("unicode_escape").encode(
            "latin-1", "replace"
        ).decode("utf-8", "replace"), name
    assert words not in browser.sql("select * from main.dispatches").text
    assert browser.see("/d/000000000006-0.html").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../congvan.db",
        "/%2e%2e/congvan.db",
        "/congvan.db",
        "/d/../../etc/passwd",
        "/d/000000000002-0.html/..",
        "/static/../../x",
        "/d/x.html",
    ],
)
def test_no_path_leads_out(browser: Browser, path: str) -> None:
    assert browser.see(path).status in (302, 403, 404)


def test_every_answer_is_sealed(browser: Browser) -> None:
    for path in ("/", "/register.html", "/congvan", "/congvan/tasks.json", "/nothing", "/search.html"):
        headers = browser.see(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "no-store" in headers["cache-control"], path
        assert "access-control-allow-origin" not in headers, path


def test_secret_papers_are_shown_when_asked_for(place: Path, tmp_path: Path) -> None:
    whole = Browser(web.application(place, tmp_path, TOKEN, PORT, secret=True))
    assert "Kho đạn Thung Lũng Xanh" in whole.see("/register.html").text


def test_pages_of_the_original_are_drawn_when_asked_for(tmp_path: Path) -> None:
    place = office.build(tmp_path, scan=office.blank_pdf())
    (tmp_path / "copy").mkdir()
    web_view = Browser(web.application(place, tmp_path / "copy", TOKEN, PORT))
    name = hashlib.sha256(office.blank_pdf()).hexdigest()[:12]
    assert web_view.see(f"/pages/{name}-1.webp").status == 404
    assert f"pages/{name}-1.webp" in web_view.see(f"/d/{name}-0.html").text
    picture = web_view.see(f"/pages/{name}-1.webp")
    assert (picture.status, picture.headers["content-type"], picture.body[:4]) == (200, "image/webp", b"RIFF")
    assert web_view.see("/pages/../congvan.db").status == 404


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    odd = tmp_path / "Công văn #1 100% đúng?"
    odd.mkdir()
    place = office.build(odd)
    (tmp_path / "copy").mkdir()
    for secret in (False, True):
        made = Browser(web.application(place, tmp_path / "copy", TOKEN, PORT, secret=secret))
        assert "1712/KH-UBND" in made.see("/congvan/dispatches").text
        for path in (tmp_path / "copy").iterdir():
            path.unlink()
