"""What a DOCX file's styles say of paragraphs, runs and tables: hidden, in capitals, raised, numbered, ruled."""

from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEPTH = 12  # styles that a style may be based on, one behind the other
OFF = ("0", "false", "off", "none")


class Paragraph(NamedTuple):
    """How a paragraph is set."""

    number: str  # id of its list
    level: int
    hidden: bool
    capitals: bool


class Run(NamedTuple):
    """How a run of characters is set."""

    hidden: bool
    capitals: bool
    raised: bool


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Any | None) -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")} if root is not None else {}

    def paragraph(self, element: Any) -> Paragraph:
        """How a paragraph is set, by itself or its style."""
        own = element.find(f"{W}pPr")
        chain = self._chain(own, "pStyle")
        shapes = [shape for shape in (own, *(style.find(f"{W}pPr") for style in chain)) if shape is not None]
        number = level = ""
        for shape in shapes:
            listed = shape.find(f"{W}numPr")
            if listed is None:
                continue
            number = number or _value(listed, "numId")
            level = level or _value(listed, "ilvl")
        runs = [run for style in chain if (run := style.find(f"{W}rPr")) is not None]
        depth = int(level) if level.isdigit() and len(level) < 3 else 0
        return Paragraph(number, depth, _first(runs, "vanish"), _first(runs, "caps"))

    def run(self, element: Any) -> Run:
        """How a run is set, by itself or its style."""
        own = element.find(f"{W}rPr")
        if own is None:
            return Run(hidden=False, capitals=False, raised=False)
        chain = self._chain(own, "rStyle")
        shapes = [own, *(shape for style in chain if (shape := style.find(f"{W}rPr")) is not None)]
        raised = next((value for shape in shapes if (value := _value(shape, "vertAlign"))), "") == "superscript"
        return Run(_first(shapes, "vanish"), _first(shapes, "caps"), raised)

    def ruled(self, table: Any) -> bool:
        """Whether a table has visible lines."""
        own = table.find(f"{W}tblPr")
        styled = [shape for style in self._chain(own, "tblStyle") if (shape := style.find(f"{W}tblPr")) is not None]
        for shape in [own, *styled]:
            borders = shape.find(f"{W}tblBorders") if shape is not None else None
            if borders is not None:
                return any(_seen(line) for line in borders if line.tag in (f"{W}insideH", f"{W}insideV"))
        return any(_seen(line) for borders in table.iter(f"{W}tcBorders") for line in borders)

    def _chain(self, shape: Any | None, kind: str) -> list[Any]:
        """The style that a thing names, and those that it is based on."""
        out: list[Any] = []
        name = _value(shape, kind) if shape is not None else ""
        while name and len(out) < DEPTH:
            style = self._styles.get(name)
            if style is None:
                break
            out.append(style)
            name = _value(style, "basedOn")
        return out


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val") or "")


def _first(shapes: list[Any], name: str) -> bool:
    """Whether the first that says so switches a property on."""
    for shape in shapes:
        child = shape.find(f"{W}{name}")
        if child is not None:
            return child.get(f"{W}val") not in OFF
    return False


def _seen(line: Any) -> bool:
    return line.get(f"{W}val") not in (None, "nil", "none")
