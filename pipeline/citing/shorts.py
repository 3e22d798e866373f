"""Short forms: bare numbers (`Nghị định 54`), and what a mention inherits from the full one before it."""

from collections.abc import Sequence

from pipeline.cited import Cited
from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.spelling import alike

NUMBER = r"(?P<n>\d{1,4}[a-zđ]?)(?:/(?P<y>(?:19|20)\d\d))?"
LATEST = 20  # full mentions that a bare number is compared with
CONGRESS = ("nghị quyết đại hội", "nghị quyết của đại hội")
OF_CONGRESSES = {alike(word) for word in ("đại", "biểu", "toàn", "quốc", "của", "đảng")}  # words of a congress's name that may be left out
INHERITED = 0.9  # certainty of what a short form takes over


class Shorts:
    """Finds short forms. Get it by `book.build(Shorts)`."""

    def __init__(self, book: Rulebook) -> None:
        types = {t["abbr"]: t for t in book.entries("document_types", "types")}
        entries = book.entries("citations", "short_types")
        self._types: dict[str, str] = {}
        for entry in entries:
            for abbr in entry["types"]:
                self._types |= dict.fromkeys(
                    (types[abbr]["name"], *(types[abbr].get("symbols", ())[:1] if entry.get("symbols") else ())), abbr
                )
        words = "|".join(sorted((w.replace(" ", "{_+}") for w in self._types), key=lambda w: (-len(w), w)))
        self._short = Pattern(rf"(?P<type>{words}){{_+}}(?P<so>số{{_*}}:?{{_*}})?{NUMBER}(?:[^{{L}}0-9/⁄∕%_]|$)")
        self._counted = {w for e in book.entries("citations", "counted") for w in e["words"]}
        self._word = Pattern(r"{_*}({L}+|%)")

    def read(self, chars: str, start: int, end: int) -> list[Cited]:
        """The bare short forms in `chars[start:end]`, in order; they may lie within fuller citations."""
        found = []
        for hit in self._short.finditer(chars, start, end):
            stop = hit.end("y") if hit.group("y") else hit.end("n")
            if (hit.start() > start and chars[hit.start() - 1].isalnum()) or not self._stands_alone(chars, stop, end):
                continue
            year = hit["n"].isdigit() and 1900 <= int(hit["n"]) <= 2099 and not hit["so"]
            after = self._word.match(chars, stop, min(end, stop + 16))
            if year or (not hit["so"] and after and after[1].lower() in self._counted):
                continue
            doc_type = self._types[" ".join(hit["type"].split())]
            bare = hit["n"] + (f"/{hit['y']}" if hit["y"] else "")
            typed = Span(*hit.span("type"))
            found.append(
                Cited(
                    Span(hit.start(), stop),
                    "short-form",
                    0.85 if hit["so"] else 0.8,
                    key=bare,
                    raw_key=bare,
                    doc_type=doc_type,
                    typed=typed,
                    bare=bare,
                )
            )
        return found

    @staticmethod
    def _stands_alone(chars: str, at: int, end: int) -> bool:
        """Whether the number ends here: no symbol, fraction, date or decimal goes on."""
        following = chars[at : min(end, at + 3)]
        if not following:
            return True
        if following[0].isalnum() or following[0] in "/⁄∕%_":
            return False
        close = following.lstrip(" \u00a0")
        if close[:1] in ("/", "⁄", "∕"):
            return False
        return not (following[0] in ".,-–:" and following[1:2].isalnum() and following[1:2] != "\n")


def recall(cited: Sequence[Cited], first: int = 0) -> list[Cited]:
    """The same citations, in order, each with what it inherits from a full mention, one before it rather than one behind.

    A number without its date takes over date and issuer; a bare number is that of the last document of its type which has it.
    `first`: the index of the first of them among all, for `antecedent`.
    """
    out = list(cited)
    last: dict[tuple[str | None, str], list[int]] = {}  # by type and number: the full mentions, the latest few
    for i, one in enumerate(out):
        number = (one.bare or (one.symbol.number if one.symbol else "")).partition("/")[0].lstrip("0").casefold()
        known = last.setdefault((one.doc_type, number), [])
        if one.bare is None:
            known.append(i)
        else:
            full = next((j for j in reversed(known[-LATEST:]) if _meant(one, out[j])), None)
            out[i] = _inherit(one, out[full], first + full) if full is not None else one
    _by_name(out, first)
    keys = [_folded(one.key) if one.symbol is not None and one.key is not None else None for one in out]
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        if all(key is None or one.date is not None for key, one in zip(keys, out, strict=True)):
            break
        full_by_key: dict[str, int] = {}
        for i in order:
            one, key = out[i], keys[i]
            if key is None:
                continue
            if one.date is None and key in full_by_key and _fits(one, out[full_by_key[key]]):
                out[i] = _inherit(one, out[full_by_key[key]], first + full_by_key[key])
            elif one.date is not None and one.day is not None:
                full_by_key[key] = i
    return out


def _by_name(out: list[Cited], first: int) -> None:
    """A text named again is the one that was named in full: with its number (`Luật Đường sắt`, `Luật Đường sắt năm 2025`) or its year."""
    numbered: dict[str, int] = {}  # by name: the last mention with a number
    dated: dict[str, tuple[int, set[str]]] = {}  # the first mention with a year or a day, or of a congress's resolution; all their years
    for i, one in enumerate(out):
        if one.name is None:
            continue
        name, year = _without_year(one.name)
        if one.symbol is not None:
            numbered[name] = i
        elif name in numbered:
            meant = out[numbered[name]]
            passed = (meant.date or str(meant.symbol.year if meant.symbol else ""))[:4]
            if (not year or year == passed) and (one.date is None or one.date.startswith(passed)):
                full = _inherit(one, meant, first + numbered[name])
                out[i] = full._replace(date=one.date or meant.date, name=one.name, certainty=INHERITED)
        elif year or one.date or (_of_congress(one.name) and name not in dated):
            dated.setdefault(name, (i, set()))[1].add(year or (one.date or "")[:4])
        elif name in dated and len(dated[name][1]) == 1:
            meant = out[dated[name][0]]
            out[i] = one._replace(name=meant.name, date=meant.date, method="short", antecedent=first + dated[name][0])


def _of_congress(name: str) -> bool:
    return name.lower().startswith(CONGRESS)


def _without_year(name: str) -> tuple[str, str]:
    """The name of a text as it is compared, and the year that it was given with."""
    words = alike(name).split()
    if _of_congress(name):
        return " ".join(word for word in words if word not in OF_CONGRESSES), ""
    if len(words) > 1 and words[-1].isdigit() and len(words[-1]) == 4:
        return " ".join(words[: -2 if words[-2] == "năm" else -1]), words[-1]
    return " ".join(words), ""


def _folded(key: str) -> str:
    return key.lstrip("0").casefold()


def _meant(short: Cited, full: Cited) -> bool:
    """Whether a bare number may mean this document."""
    if full.symbol is None or short.bare is None or short.doc_type != full.doc_type:
        return False
    number, _, year = short.bare.partition("/")
    if full.symbol.number.lstrip("0").casefold() != number.lstrip("0").casefold():
        return False
    return not year or str(full.symbol.year or (full.date or "")[:4]) == year


def _fits(one: Cited, full: Cited) -> bool:
    return one.doc_type is None or full.doc_type is None or one.doc_type == full.doc_type


def _inherit(one: Cited, full: Cited, index: int) -> Cited:
    return one._replace(
        key=full.key,
        symbol=full.symbol if one.symbol is None else one.symbol,
        doc_type=one.doc_type or full.doc_type,
        date=full.date,
        issuer_at=one.issuer_at or full.issuer_at,
        name=one.name or full.name,
        method="short",
        antecedent=index if full.span.start < one.span.start else None,
        certainty=min(one.certainty, full.certainty, INHERITED) if one.bare else one.certainty,
    )
