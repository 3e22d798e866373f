"""The words that make a time a deadline: trước, chậm nhất, trong, vào, từ …, a line's label, or that it stands alone."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.almanac import Point
from pipeline.pattern import Match, Pattern, fill
from pipeline.rulebook import Entry, Rulebook

REACH = 80  # characters before a time in which its words stand
LINE = 2_000  # and before which nobody looks for the beginning of its line: some have no end
NEAR = 30  # characters behind a label within which years are its own
BLANKS = " \u00a0\t"
OPENING = '(:|;[“"'
CLOSING = ').;|”"\n'
UNTIL = ("đến", "tới", "hết", "đến hết", "tới hết", "đến cuối")
AFTER = ("trở đi", "đến khi")
BULLETS = "-–—+*•. "


class Cue(NamedTuple):
    """What stands before a time and how it bounds it."""

    id: str
    bound: str  # before by within at from
    start: int  # where its words begin
    time: str | None = None  # HH:MM
    certainty: float = 1.0
    label: bool = False  # the words are the label of the line
    from_issued: bool = False  # `từ nay đến …`


class Silence(NamedTuple):
    """Words around a time that make it something else: those of the rules for the same kinds and cues, asked as one."""

    before: Pattern | None
    after: Pattern | None
    kinds: tuple[str, ...]  # of time that it silences; none: all
    cues: tuple[str, ...]  # that it silences; none: all


class Cues:
    """Reads the words around a time. Patterns stand in `cues`, `labels` and `silences` of deadlines.yaml."""

    def __init__(self, book: Rulebook, pieces: Mapping[str, str]) -> None:
        self._entries = book.entries("deadlines", "cues")
        kinds = "|".join(f"(?P<c{i}>{fill(entry['pattern'], pieces)})" for i, entry in enumerate(self._entries))
        hour = "(?:{_*},?{_*}(?:(?:vào{_+})?(?:lúc|hồi){_+})?" + pieces["hour"] + "{_*},?)?"
        tail = hour + r"{_*}(?:(?:sáng|trưa|chiều|tối){_+})?(?:của{_+})?(?:ngày{_+})?(?:thứ{_+}[{l}2-7]{2,4}{_*},?{_*}\(?)?$"
        self._before = Pattern("{<}(?:" + kinds + ")(?:{_+}ngày)?" + tail, ignore_case=True)
        self._labels = [
            (entry["id"], entry["bound"], Pattern("{<}(?P<label>" + fill(entry["pattern"], pieces) + ")", ignore_case=True))
            for entry in book.entries("deadlines", "labels")
        ]
        self._hour = Pattern(pieces["hour"] + "{_*},?{_*}$", ignore_case=True)
        self._join = Pattern(r"{_*}(?:,{_*}và|,|;|và|hoặc){_*}(?:trước{_+})?")
        self._processing = Pattern(
            r"giải{_+}quyết|xử{_+}lý|trả|cấp|bảo{_+}hành|sử{_+}dụng|hiệu{_+}lực|số{_+}liệu|hưởng|hỗ{_+}trợ|ủy{_+}quyền|lưu",
            ignore_case=True,
        )
        self._silences = _silences(book.entries("deadlines", "silences"), pieces)

    def before(self, chars: str, point: Point, start: int, end: int) -> Cue | None:
        """What makes this time a deadline; null where nothing does."""
        at = point.span.start
        line = self.line(chars, at, start)
        cue = self._worded(chars, point, line, end) or self._labelled(chars, point, line) or self._lone(chars, point, start, line, end)
        if cue is None or self._is_silenced(chars, point, cue, line, end):
            return None
        return cue

    def line(self, chars: str, at: int, start: int) -> int:
        """Where the line begins, `LINE` characters back at most."""
        start = max(start, at - LINE)
        return max(start, chars.rfind("\n", start, at) + 1)

    def joins(self, chars: str, at: int, to: int) -> bool:
        """Whether nothing but `và` or a comma stands between two times (`trước ngày 15/6 và 15/12`)."""
        return 0 < to - at < 12 and self._join.fullmatch(chars, at, to) is not None

    def _worded(self, chars: str, point: Point, line: int, end: int) -> Cue | None:
        at = point.span.start
        return self._found(chars, point, line, end, self._before.search(chars, max(line, at - REACH), at))

    def _found(self, chars: str, point: Point, line: int, end: int, hit: Match | None) -> Cue | None:
        at = point.span.start
        if hit is None:
            if (
                point.kind in ("days", "month", "quarter", "year")
                and chars[at : at + 2].lower() in ("từ", "tr")
                and point.first != point.last
            ):
                return Cue("from-to", "within", at)
            return None
        for i, entry in enumerate(self._entries):
            begin = hit.start(f"c{i}")
            if begin >= 0:
                if last := entry.get("last"):
                    begin += max(0, chars[begin:at].lower().rfind(last))
                if point.kind not in (entry.get("kinds") or (point.kind,)):
                    return self._found(chars, point, line, end, self._before.search(chars, begin, at)) if last else None
                if entry.get("alone") and not self._is_alone(chars, begin, point.span.end, line, end):
                    return None
                bound = "before" if entry["id"] == "latest" and "trước" in chars[begin:at].lower() else entry["bound"]
                return Cue(entry["id"], bound, begin, _time(hit), entry.get("certainty", 1.0), from_issued=entry.get("from") == "issued")
        return None

    def _labelled(self, chars: str, point: Point, line: int) -> Cue | None:
        at = point.span.start
        if chars.find(":", line, at) < 0:
            return None
        for name, bound, pattern in self._labels:
            hit = pattern.search(chars, line, at)
            if hit and hit.start() < line + 12:
                if self._processing.search(chars, hit.start("label"), hit.end("label")):
                    return None
                between = chars[hit.end() : at].strip()
                if point.kind == "year" and len(between) > NEAR:
                    return None  # the years of a programme that the line speaks of
                if between.lower() in UNTIL:
                    return Cue("until", "by", chars.index(between, hit.end()), certainty=0.9)
                clock = self._hour.search(chars, max(hit.end(), at - 30), at)
                begin = clock.start("hh") if clock else at
                return Cue(name, bound, begin, _time(clock) if clock else None, label=True)
        return None

    def _lone(self, chars: str, point: Point, start: int, line: int, end: int) -> Cue | None:
        """A time that stands alone: in brackets, or as all that is to be read (a cell)."""
        bracketed = point.kind not in ("year", "day", "weekly", "daily") and chars[line : point.span.start].rstrip(BLANKS)[-1:] == "("
        if not (bracketed and self._is_alone(chars, *point.span, line, end)) and not self._is_all(chars, *point.span, start, end):
            return None
        bound = "by" if point.kind in ("monthly", "quarterly", "yearly") else "at"
        return Cue("alone", bound, point.span.start, certainty=0.7)

    def _is_alone(self, chars: str, start: int, stop: int, line: int, end: int) -> bool:
        """Whether nothing stands beside these words but brackets, a label or the borders of the line."""
        left = chars[line:start].rstrip(BLANKS)
        right = chars[stop : min(end, stop + 12)].lstrip(BLANKS)
        return (not left.strip(BULLETS) or left[-1] in OPENING) and (not right or right[0] in CLOSING or right.startswith(AFTER))

    def _is_all(self, chars: str, first: int, last: int, start: int, end: int) -> bool:
        """Whether nothing else is to be read."""
        short = first - start < LINE and end - last < LINE
        return short and not chars[start:first].strip(BULLETS + "\n(") and not chars[last:end].strip(" .;)\n")

    def _is_silenced(self, chars: str, point: Point, cue: Cue, line: int, end: int) -> bool:
        at, stop = point.span
        for silence in self._silences:
            if (silence.kinds and point.kind not in silence.kinds) or (silence.cues and cue.id not in silence.cues):
                continue
            if silence.before and any(silence.before.search(chars, max(line, place - REACH), place) for place in {at, cue.start}):
                return True
            if silence.after and silence.after.match(chars, stop, min(end, stop + REACH)):
                return True
        return False


def _silences(entries: Sequence[Entry], pieces: Mapping[str, str]) -> list[Silence]:
    """The rules of silence, those for the same kinds and cues in one."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((tuple(entry.get("kinds", ())), tuple(entry.get("cues", ()))), []).append(entry)

    return [Silence(_one_of("before", rules, pieces), _one_of("after", rules, pieces), *names) for names, rules in groups.items()]


def _one_of(side: str, rules: Sequence[Entry], pieces: Mapping[str, str]) -> Pattern | None:
    found = [f"(?:{fill(entry[side], pieces)})" for entry in rules if side in entry]
    border = "{<}" if side == "before" else ""
    return Pattern(border + "(?:" + "|".join(found) + ")", ignore_case=True) if found else None


def _time(hit: Match) -> str | None:
    hours = hit.groups().get("hh")
    return f"{int(hours):02}:{int(hit.groups().get('mm') or 0):02}" if hours else None
