"""HTML: the dispatch alone, without the portal around it."""

from typing import Any

from pipeline import grid
from pipeline.errors import UnreadableError
from pipeline.grammar import encodings
from pipeline.misreading import letters
from pipeline.pattern import Pattern
from pipeline.source import Source
from pipeline.spelling import plain

LOADED_LATE = ("lxml.html",)
MAX_BYTES = 50 << 20
CHARSET = Pattern(r"(?i)charset[\s]{0,4}=[\s\"']{0,4}([a-z0-9_-]{3,20})")
GONE = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "iframe",
    "object",
    "select",
    "button",
    "nav",
    "form",
    "input",
    "textarea",
    "title",
}
LINES = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "ul",
}  # fmt: skip
MOTTOS = ("conghoaxahoichunghia", "doclaptudohanhphuc", "dangcongsanvietnam")  # letters alone
ANCHORS = ("cancu", "kinhgui", "noinhan", "theodenghi", "xetdenghi", "luuvt", "quyetnghi", "dakyso")  # begin paragraphs of a dispatch
SIGNING = Pattern(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.? ?[{U} ]{4,60}|(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG)")
SHARE = 0.9  # of all anchors that the element of the dispatch must hold
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS = ("m", "km", "cm", "dm", "mm", "10")


def read(content: bytes) -> Source:
    """An HTML page; paragraphs on a line each, rows of tables as `| a | b |`."""
    from lxml import etree, html

    if len(content) > MAX_BYTES:
        raise UnreadableError("limit", f"the page measures {len(content) >> 20} MB; at most {MAX_BYTES >> 20} are read")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_decoded(content).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as trouble:
        raise UnreadableError("damaged", f"the page can't be read: {trouble}") from trouble
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise UnreadableError("limit", "the page's elements lie too deep in one another")
    body = root if root.tag == "body" else root.find("body")
    text = "\n".join(Lines().of(_dispatch(body if body is not None else root))).strip("\n")
    if not text.strip():
        raise UnreadableError("no_text", "the page holds no text")
    return Source(text + "\n", "html", wrapped=False)


def _decoded(content: bytes) -> str:
    """The characters of a page: by its byte order mark, what it says itself, or what makes Vietnamese of it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    said = CHARSET.search(content[:4096].decode("latin-1"))
    for encoding in ("utf-8", said[1] if said else ""):
        try:
            return content.decode(encoding) if encoding else encodings.look_alike(content)
        except (UnicodeDecodeError, LookupError):
            continue
    seen = encodings.look_alike(content)
    told = encodings.told(seen)
    return (encodings.read_as(seen, told) or seen) if told else content.decode("utf-8", "replace")


def _dispatch(body: Any) -> Any:
    """The innermost element that holds letterhead, preamble, addressees and signature."""
    counts: dict[Any, int] = {}
    mottos: dict[Any, int] = {}
    total = 0
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag not in LINES or any(child.tag in LINES for child in element):
            continue
        words = " ".join("".join(element.itertext()).split())[:80]
        begins = letters(plain(words))
        if not begins.startswith((*MOTTOS, *ANCHORS)) and not SIGNING.fullmatch(words):
            continue
        total += 1
        place = element
        while place is not None:
            counts[place] = counts.get(place, 0) + 1
            mottos[place] = mottos.get(place, 0) + begins.startswith(MOTTOS)
            place = place.getparent() if place is not body else None
    here = body
    while total > 3:
        inner = next((c for c in here if counts.get(c, 0) >= SHARE * total and (mottos[c] or not mottos[body])), None)
        if inner is None:
            break
        here = inner
    return here


class Lines:
    """Puts the lines of a page together."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._line: list[str] = []
        self._mark = ""  # of the list item that begins

    def done(self) -> list[str]:
        """The lines."""
        self._end()
        return self._out

    def of(self, element: Any) -> list[str]:
        """The lines in an element."""
        self._inside(element)
        return self.done()

    def add(self, element: Any) -> None:
        """The words of an element, in order."""
        if not isinstance(element.tag, str) or element.tag in GONE or _hidden(element):
            return
        block = element.tag in LINES
        if block:
            self._end()
        if element.tag == "table":
            self._out += grid.write(_rows(element), ruled=_ruled(element))
        elif element.tag == "br":
            self._end(empty=True)
        else:
            self._inside(element)
        if block:
            self._end()

    def _inside(self, element: Any) -> None:
        count = _number(element.get("start"), 1) if element.tag == "ol" else 0
        if element.tag == "sup" and (element.text or "").strip().isdigit() and not len(element):
            words = "".join(self._line).rstrip().split(" ")[-1]
            self._line.append(element.text.strip().translate(RAISED) if words in UNITS else "")
            return
        self._line.append(element.text or "")
        for child in element:
            if child.tag == "li" and element.tag in ("ol", "ul"):
                self._mark = f"{count}. " if element.tag == "ol" else "- "
                count += 1
            self.add(child)
            self._line.append(child.tail or "")

    def _end(self, *, empty: bool = False) -> None:
        """A line ends; an empty one counts where it was asked for."""
        words = " ".join("".join(self._line).split())
        self._line = []
        if words:
            self._out.append(self._mark + words)
            self._mark = ""
        elif empty and self._out and self._out[-1]:
            self._out.append("")


def _rows(table: Any) -> list[list[list[str]]]:
    """The cells of a table's own rows."""
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[list[str]] = []
        for cell in row:
            if cell.tag in ("td", "th"):
                cells.append(Lines().of(cell))
                cells += [[] for _ in range(min(_number(cell.get("colspan"), 1), grid.MAX_CELLS) - 1)]
        rows.append(cells[: grid.MAX_CELLS])
    return rows


def _ruled(table: Any) -> bool | None:
    """Whether the table says that it has lines, or that it has none."""
    border = table.get("border")
    if border is not None:
        return border not in ("0", "none")
    style = (table.get("style") or "").replace(" ", "").lower()
    return True if "border:" in style and "border:none" not in style and "border:0" not in style else None


def _hidden(element: Any) -> bool:
    return "display:none" in (element.get("style") or "").replace(" ", "").lower() or element.get("hidden") is not None


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 6 else default
