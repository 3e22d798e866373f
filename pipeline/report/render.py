"""How a page is made: a template, its words, and a policy under which nothing but our own script and style has effect."""

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.presentation.wording import Words

FOOTNOTE = 160  # characters of a long text that a list shows
TABLE = (("table.css",), "table.js")
ASSETS: dict[str, tuple[tuple[str, ...], str]] = {  # what each page needs beside the style of all
    "index": (("index.css",), ""),
    **dict.fromkeys(("register", "tasks", "cited", "review"), TABLE),
    "calendar": (("calendar.css",), ""),
    "graph": (("graph.css",), "graph.js"),
    "dispatch": (("table.css", "dispatch.css"), "marks.js"),
    "search": (("search.css",), ""),
    "changes": (("table.css", "changes.css"), ""),
    "trouble": ((), ""),
    "data": (("search.css",), ""),
}


def page(name: str, t: Words, *, root: str = "", live: bool = False, **values: Any) -> str:
    """A page, whole. `root` leads from it to the folder's top; `live` = served, with search and tables beside it."""
    styles, own = ASSETS[name]
    style = "\n".join(asset(part) for part in ("base.css", *styles, "print.css"))
    script = asset(own) if own else ""
    policy = _policy(style, script, live=live)
    ours = {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704 - files of this package
    return _environment().get_template(f"{name}.html").render(t=t, name=name, root=root, live=live, **ours, **values)


def clip(text: str, length: int = FOOTNOTE) -> str:
    """The beginning of a long text, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", length // 2, length)
    return line[: cut if cut > 0 else length - 1].rstrip(" ,;:") + " …"


def percent(certainty: float | None) -> str:
    """A certainty as people read it."""
    return "" if certainty is None else f"{round(100 * certainty)} %"


def _policy(style: str, script: str, *, live: bool) -> str:
    parts = ["default-src 'none'", f"style-src {_digest(style)}", "img-src 'self'" if live else "img-src 'self' file:", "base-uri 'none'"]
    parts.append(f"script-src {_digest(script)}" if script else "script-src 'none'")
    parts.append("form-action 'self'" if live else "form-action 'none'")
    return "; ".join(parts)


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(clip=clip, percent=percent)
    return made


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """A script or style, without its comments, indentation and idle blanks: it stands in every page."""
    text = (resources.files("pipeline.report") / "assets" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    made = "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
    if name.endswith(".css"):
        for wide, narrow in ((" {", "{"), ("{ ", "{"), ("; ", ";"), (": ", ":"), (", ", ","), (" }", "}"), (";}", "}")):
            made = made.replace(wide, narrow)
    return made
