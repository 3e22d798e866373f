"""The pages and the tables in a browser: on this machine alone, reading alone."""

import asyncio
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import closing
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, quote

from pipeline import excerpt, report
from pipeline.errors import UsageError
from pipeline.report import album, render
from pipeline.store import access, queries
from pipeline.store.guard import guard

HOST = "127.0.0.1"
PORT = 8765
NAMES = ("127.0.0.1", "localhost", "[::1]")  # what a browser may call us; another name is somebody else's page turned on us
COOKIE = "congvan"
DATABASE = "congvan"
PATH = r"^/(?P<path>(?:index|register|tasks|calendar|graph|cited|review)\.html|d/[0-9a-f]{12}-[0-9]{1,5}\.html)?$"
OURS = "frame-ancestors 'none'"  # the pages' own policy stands in them
TABLES = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SETTINGS = {
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 300,
    "max_returned_rows": 1000,
    "default_page_size": 100,
    "num_sql_threads": 2,
    "allow_download": False,
    "max_csv_mb": 20,
    "default_cache_ttl": 0,
    "truncate_cells_html": 400,
    "suggest_facets": False,
}
TITLES = {  # what each table is called, what it is for, what it is counted by
    "dispatches": ("Văn bản", "Mỗi dòng một văn bản đọc được", ("doc_type", "issuer", "status")),
    "files": ("Tệp", "Mọi tệp trong thư mục, cả tệp chưa đọc được", ("status", "medium", "error_code")),
    "texts": ("Toàn văn", "Chữ đã chuẩn hóa của mỗi tệp", ()),
    "recipients": ("Nơi nhận", "Kính gửi và Nơi nhận", ("role", "purpose")),
    "documents": ("Văn bản trong mạng lưới", "Văn bản có trong thư mục và văn bản được viện dẫn", ("doc_type", "rank", "issuer")),
    "citations": ("Viện dẫn", "Mỗi dòng một lần nhắc đến văn bản khác", ("relation", "scope", "method", "doc_type")),
    "tasks": ("Nhiệm vụ", "Mỗi dòng một nhiệm vụ", ("lead_source",)),
    "task_agencies": ("Cơ quan của nhiệm vụ", "Chủ trì và phối hợp", ("role", "name")),
    "deadlines": ("Thời hạn", "Mỗi dòng một cách nói thời hạn", ("bound", "year_inferred", "immediate")),
    "facts": ("Căn cứ của giá trị", "Giá trị thể thức và chữ mà nó được đọc từ đó", ("field", "rule")),
    "signatures": ("Chữ ký số", "Điều chữ ký số tự khai", ("intact",)),
    "problems": ("Điểm cần lưu ý", "Điều không ổn trong văn bản", ("code",)),
    "corrections": ("Sửa chữa", "Điều người dùng đã sửa", ("field", "who")),
    "agencies": ("Cơ quan", "Danh mục cơ quan", ("rank", "level")),
    "open_tasks": ("Nhiệm vụ còn mở", "Chưa xong và chưa có văn bản trả lời", ("lead",)),
    "register": ("Sổ văn bản đến", "Theo Phụ lục IV Nghị định 30/2020/NĐ-CP", ("issuer",)),
    "follow_up": ("Sổ theo dõi giải quyết", "Theo Phụ lục IV Nghị định 30/2020/NĐ-CP", ("progress",)),
    "unresolved": ("Được viện dẫn mà chưa có", "Văn bản được viện dẫn nhưng không có trong thư mục", ()),
    "edges": ("Quan hệ", "Văn bản nào viện dẫn văn bản nào", ("relation",)),
}
QUERIES = {
    "den-han": (
        "Việc đến hạn từ ngày … đến ngày …",
        "SELECT due_date, lead, text, dispatch_key, file FROM open_tasks WHERE due_date BETWEEN :tu_ngay AND :den_ngay ORDER BY due_date",
    ),
    "viec-cua": (
        "Việc do … chủ trì",
        "SELECT due_date, lead, text, dispatch_key, file FROM open_tasks WHERE lead LIKE '%' || :co_quan || '%' "
        "ORDER BY due_date IS NULL, due_date",
    ),
    "thuc-hien": (
        "Văn bản nào thực hiện văn bản số …",
        "SELECT d.key, d.promulgation_date, d.issuer, c.relation, c.quote, d.file FROM citations c JOIN documents n ON n.id = c.document "
        "JOIN dispatches d ON d.id = c.dispatch WHERE n.key = :so_ky_hieu ORDER BY d.promulgation_date",
    ),
    "nhieu-vien-dan": (
        "Văn bản được viện dẫn nhiều nhất",
        "SELECT n.key, n.title, n.issuer, n.promulgation_date, count(*) AS lan, n.dispatch IS NOT NULL AS co_trong_thu_muc "
        "FROM citations c JOIN documents n ON n.id = c.document GROUP BY n.id ORDER BY lan DESC LIMIT 100",
    ),
    "nghi-ngo": (
        "Giá trị thể thức còn nghi ngờ",
        "SELECT d.key, f.field, f.value, f.quote, f.certainty, f.rule, d.file FROM facts f JOIN dispatches d ON d.id = f.dispatch "
        "WHERE f.certainty < 0.9 ORDER BY f.certainty LIMIT 500",
    ),
}
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def serve(path: Path, port: int, say: Callable[[str], None], lang: str = "vi", as_of: str | None = None, *, secret: bool = False) -> None:
    """Serves a database until it is interrupted; `say` is told where. Raises UsageError where datasette or the port can't be had."""
    with closing(access.opened(path, include_secret=secret)):
        pass  # says what is wrong before anything is started
    try:
        import uvicorn
    except ImportError as trouble:
        raise UsageError("serve needs datasette; install it with: pip install 'congvan[web]'") from trouble
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise UsageError(f"port {port} is taken; choose another with --port")
    token = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="congvan-") as folder:
        app = application(path, Path(folder), token, port, lang, as_of, secret=secret)
        say(f"http://{HOST}:{port}/?token={token}")
        uvicorn.run(app, host=HOST, port=port, log_level="warning", server_header=False)


def application(
    path: Path, folder: Path, token: str, port: int, lang: str = "vi", as_of: str | None = None, *, secret: bool = False
) -> App:
    """The web view of a database, behind its gate. A copy without what is secret is laid in `folder` where one is needed."""
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as trouble:
        raise UsageError("serve needs datasette; install it with: pip install 'congvan[web]'") from trouble
    shown = path if secret else excerpt.without_secret(path, folder)
    for name in (DATABASE, "datasette.handle_exception"):  # the latter prints what it has in hand
        if pm.has_plugin(name):
            pm.unregister(name=name)
    pm.register(_plugin(_Pages(path, folder, lang, as_of, secret=secret)), name=DATABASE)
    datasette = Datasette([], metadata=_metadata(), settings=SETTINGS, crossdb=False, pdb=False)
    datasette.add_database(_database(datasette, shown, folder), name=DATABASE)
    inner: App = datasette.app()
    return gate(inner, token, port)


def gate(inner: App, token: str, port: int) -> App:
    """Lets in only who calls us by our name, knows the token and wants to read."""
    hosts = {f"{name}:{port}" for name in NAMES} | ({*NAMES} if port == 80 else set())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await inner(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        given = (asked.get("token") or [""])[0]
        if headers.get(b"host") not in hosts:
            await _answer(send, 403, "unknown host")
        elif given and secrets.compare_digest(given.encode(), token.encode()):
            cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
            place = quote(scope["path"], safe="/~.-_") or "/"
            await _answer(send, 303, "", [(b"location", ("/" + place.lstrip("/")).encode()), (b"set-cookie", cookie.encode())])
        elif not secrets.compare_digest(_cookie(headers.get(b"cookie", "")).encode(), token.encode()):
            await _answer(send, 403, "open the address that `congvan serve` printed")
        elif headers.get(b"sec-fetch-site", "none") not in ("none", "same-origin") and scope["method"] != "GET":
            await _answer(send, 403, "from another page")
        elif scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, "this view only reads", [(b"allow", b"GET, HEAD")])
        else:
            await inner(scope, receive, _sealed(send))

    return app


def _sealed(send: Send) -> Send:
    """Adds to every answer what keeps it where it belongs."""

    async def sealed(message: Scope) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value) for name, value in message.get("headers", []) if name.lower() not in SEAL and name.lower() != b"x-congvan"
            ]
            ours = any(name.lower() == b"x-congvan" for name, _ in message.get("headers", []))
            policy = (OURS if ours else TABLES).encode()
            message = {**message, "headers": [*kept, *SEAL.items(), (b"content-security-policy", policy)]}
        await send(message)

    return sealed


SEAL = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"private, no-store",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


async def _answer(send: Send, status: int, text: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    both = [(b"content-type", b"text/plain; charset=utf-8"), *SEAL.items(), *headers]
    await send({"type": "http.response.start", "status": status, "headers": both})
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _database(datasette: Any, path: Path, folder: Path) -> Any:
    from datasette.database import Database

    if any(c in str(path) for c in "?#%"):  # Datasette puts the path into an address as it is
        link = folder / "shown.db"
        try:
            link.symlink_to(path.resolve())
        except OSError:
            shutil.copyfile(path, link)
        path = link
    return Database(datasette, path=str(path), is_mutable=True)


def _metadata() -> dict[str, Any]:
    tables = {
        name: {"title": title, "description": said, "facets": list(facets), "size": 100} for name, (title, said, facets) in TITLES.items()
    }
    asked = {name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()}
    about = {
        "title": "Sổ công văn",
        "description": "Công văn trong thư mục: văn bản, viện dẫn, nhiệm vụ, thời hạn. Chỉ đọc, chỉ trên máy này.",
    }
    return {
        **about,
        "extra_css_urls": ["/congvan.css"],
        "databases": {DATABASE: {"title": "Bảng dữ liệu", "tables": tables, "queries": asked}},
    }


class _Pages:
    """Our pages, as Datasette asks for them. Each answer opens the database anew, so that it shows what the last run wrote."""

    def __init__(self, path: Path, folder: Path, lang: str, as_of: str | None, *, secret: bool) -> None:
        self.path, self.lang, self.as_of, self.secret = path, lang, as_of, secret
        self.drawn: dict[str, Mapping[int, album.Sketch]] = {}  # pictures of a file's pages, by its digest
        self.drawing, self.folder = threading.Lock(), folder

    async def page(self, request: Any) -> Any:
        name = request.url_vars["path"] or "index.html"
        return await self._answer(lambda pages, _: pages.page(name))

    async def search(self, request: Any) -> Any:
        asked = request.args.get("q") or ""

        def made(pages: report.Report, db: access.Connection) -> str:
            hits = queries.search(db, asked) if any(c.isalnum() for c in asked) else []
            return pages.render("search", "search", asked=asked, hits=hits)

        return await self._answer(made)

    async def picture(self, request: Any) -> Any:
        from datasette import Response

        place = self.folder / "pages" / request.url_vars["name"]
        if not place.is_file():
            return await self.trouble("", LookupError())
        return Response(await asyncio.to_thread(place.read_bytes), content_type="image/webp", headers={"x-congvan": "1"})

    def pictures(self, db: access.Connection, file: str) -> Mapping[int, album.Sketch]:
        """The pictures of a file's pages, drawn when they are first asked for."""
        root, wanted = access.folder(db), album.wanted(db, file)
        if not root or not wanted:
            return {}
        with self.drawing:
            name = wanted[0].sha256
            if name not in self.drawn:
                self.drawn[name] = album.drawn(Path(root), wanted, self.folder, start="spawn").get(file, {})
            return self.drawn[name]

    async def data(self) -> Any:
        return await self._answer(lambda pages, _: pages.render("data", "data", tables=TITLES, queries=QUERIES, database=DATABASE))

    async def style(self) -> Any:
        from datasette import Response

        return Response(render.asset("tables.css"), content_type="text/css; charset=utf-8")

    async def trouble(self, path: str, exception: Exception) -> Any:
        from datasette import Response

        status, message = _said(exception)
        if path.endswith(".json"):
            return Response.json({"ok": False, "status": status, "error": message}, status=status)
        said = {"status": status, "message": message, "root": "/"}
        return await self._answer(lambda pages, _: pages.render("trouble", "no_answer", **said), status)

    async def _answer(self, make: Callable[[report.Report, access.Connection], str | None], status: int = 200) -> Any:
        from datasette import Response

        def made() -> str | None:
            with closing(access.opened(self.path, include_secret=self.secret)) as db:
                pages = report.Report(db, self.lang, self.as_of, live=True)
                pages.pictures = lambda file: self.pictures(db, file)
                return make(pages, db)

        html = await asyncio.to_thread(made)
        if html is None:
            return await self.trouble("", LookupError())
        return Response.html(html, status=status, headers={"x-congvan": "1"})


def _plugin(pages: _Pages) -> ModuleType:
    """Our pages as a plugin of Datasette."""
    from datasette import hookimpl

    own = [(r"^/congvan\.css$", pages.style), (r"^/pages/(?P<name>[0-9a-f]{12}-[0-9]{1,4}\.webp)$", pages.picture)]

    def register_routes() -> list[tuple[str, Any]]:
        return [(PATH, pages.page), (r"^/search\.html$", pages.search), (r"^/data\.html$", pages.data), *own]

    def prepare_connection(conn: Any, database: str) -> None:
        if database == DATABASE:
            guard(conn)

    def menu_links() -> list[dict[str, str]]:
        return [
            {"href": "/", "label": "Tổng quan"},
            {"href": "/search.html", "label": "Tìm kiếm"},
            {"href": "/data.html", "label": "Các bảng"},
        ]

    def handle_exception(request: Any, exception: Exception) -> Any:
        return lambda: pages.trouble(request.path, exception)

    module = ModuleType(DATABASE)
    for hook in (register_routes, prepare_connection, menu_links, handle_exception):
        setattr(module, hook.__name__, hookimpl(hook))
    return module


def _said(exception: Exception) -> tuple[int, str]:
    """What a browser is told of a failure: never more than it asked."""
    if isinstance(exception, LookupError) and not exception.args:
        return 404, ""
    status = getattr(exception, "status", 500)
    message = getattr(exception, "title", None) or getattr(exception, "message", None) or (exception.args[0] if exception.args else "")
    if status == 500 or getattr(exception, "message_is_html", False):
        message = getattr(exception, "title", None) or type(exception).__name__
    return status, str(message)[:400]
