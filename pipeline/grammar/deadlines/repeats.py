"""What is to be done again and again without a date: hằng tháng, định kỳ 6 tháng, 02 lần/năm."""

from collections.abc import Mapping

from pipeline.model import Deadline, Span
from pipeline.pattern import Match, Pattern, fill
from pipeline.rulebook import Rulebook

FREQUENCIES = {"ngày": ("DAILY", 1), "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3), "năm": ("YEARLY", 1)}
REACH = 60  # characters looked at on either side
FAR = 80  # characters before it in which a report may stand
OCCASIONS = ("khi", "theo", "đột")  # words behind `hằng năm và`: when else
BESIDES = "besides-a-date"  # rule of what comes again beside a date: trước ngày 20/5/2025 và hàng tháng


class Repeats:
    """Reads repetitions. Patterns stand in `recurrences` of deadlines.yaml."""

    def __init__(self, book: Rulebook, pieces: Mapping[str, str]) -> None:
        self._rules = {
            entry["id"]: (entry["opens"], Pattern(fill(entry["pattern"], pieces), ignore_case=True))
            for entry in book.entries("deadlines", "recurrences")
        }
        every = pieces["every"]
        self._listed = Pattern(
            r"{_*}(?:,{_*}và|,|;|và|hoặc){_*}(?:" + every + r"{_+})?(?:(?P<n>\d{1,2}){_+})?(?P<unit>tuần|tháng|quý|năm)(?:[^{W}]|$)",
            ignore_case=True,
        )
        self._times = Pattern(r"{_+}(?P<n>\d{1,2}|một|hai|ba|bốn){_+}lần", ignore_case=True)
        self._regular = Pattern(
            r"(?:^|^[{W}.]{1,6}[.)/]|[.;:(,–+-]|định{_+}kỳ|thường{_+}kỳ|chế{_+}độ|tối{_+}thiểu|ít{_+}nhất|(?P<besides>20\d\d{_+}và)){_*}[(:]?{_*}$",
            ignore_case=True,
        )
        self._done = Pattern(
            r"{<}(?P<noun>(?:trong|mẫu|các|theo|bản|số{_+}liệu|nội{_+}dung){_+})?(?:báo{_+}cáo|họp|giao{_+}ban|sơ{_+}kết|tổng{_+}kết)"
            r"(?:{_+}[^.;:,()\n]{1,60})?{_+}$",
            ignore_case=True,
        )
        self._attributive = Pattern(r"{_+}(?:của|theo|được|đối|trên|tại|(?P<and>và))(?:[^{W}]|$)", ignore_case=True)
        self._fixed = Pattern(r"định{_+}kỳ{_*}[:(]?{_*}$", ignore_case=True)

    def at(self, chars: str, at: int, end: int, start: int) -> list[Deadline]:
        """The repetitions that are written at `at`, several where they are listed."""
        first = chars[at].lower()
        if first.isdigit() and "lần" not in chars[at : at + REACH] and "kỳ" not in chars[max(0, at - 8) : at].lower():
            return []
        line = max(start, chars.rfind("\n", max(start, at - FAR), at) + 1)
        for name, (opens, pattern) in self._rules.items():
            if ("#" if first.isdigit() else first) in opens and (hit := pattern.match(chars, at, min(end, at + REACH))):
                found = self._read(chars, name, hit, line)
                if found:
                    return [found, *self._list(chars, found.span.end, end)]
        return []

    def _read(self, chars: str, name: str, hit: Match, line: int) -> Deadline | None:
        at, stop = hit.span()
        if stop < len(chars) and chars[stop].isalnum():
            return None
        before = max(line, at - REACH)
        if name == "times-a-period":
            words = " ".join(hit[0].split())
            return Deadline(Span(at, stop), name, 0.9, recurs=_times_a_period(words))
        unit = hit["unit"].lower()
        if name == "regularly":
            if not hit.groups().get("once") and not self._fixed.search(chars, before, at):
                return None
            return Deadline(Span(at, stop), name, 0.9, recurs=_rule(unit, int(hit["n"])))
        if times := self._times.match(chars, stop, stop + 20):
            once = times["n"].lower() in ("01", "1", "một")
            return Deadline(Span(at, times.end()), name, 0.9, recurs=_rule(unit, 1) if once else " ".join(chars[at : times.end()].split()))
        if not (known := self._regular_by(chars, max(line, at - FAR), before, at)) or self._is_attributive(chars, stop, known):
            return None
        return Deadline(Span(at, stop), BESIDES if known == BESIDES else name, 0.8, recurs=_rule(unit, 1))

    def _regular_by(self, chars: str, far: int, before: int, at: int) -> str | None:
        """How the words before say that something is done then: not the plan, the budget *of* each year."""
        if hit := self._regular.search(chars, before, at):
            return BESIDES if hit["besides"] else "regular"
        done = self._done.search(chars, far, at)
        return "done" if done and not done["noun"] else None

    def _is_attributive(self, chars: str, stop: int, known: str) -> bool:
        """Whether the words behind make it part of a noun: `hằng năm của bộ`."""
        found = self._attributive.match(chars, stop, stop + 10)
        if found and known == "regular" and found["and"] and chars[found.end() : found.end() + 4].lower().startswith(OCCASIONS):
            return False
        return found is not None and not " ".join(chars[stop : stop + 20].lower().split()).startswith("theo quy định")

    def _list(self, chars: str, at: int, end: int) -> list[Deadline]:
        """What follows in a list: `hằng tháng, hằng quý, 6 tháng và năm`."""
        found: list[Deadline] = []
        while hit := self._listed.match(chars, at, min(end, at + REACH)):
            at = hit.end("unit")
            begin = hit.start("n") if hit["n"] else hit.start("unit")
            found.append(Deadline(Span(begin, at), "listed", 0.8, recurs=_rule(hit["unit"].lower(), int(hit["n"] or 1))))
        return found


def _rule(unit: str, count: int) -> str:
    """The RFC 5545 rule of `định kỳ 6 tháng`."""
    name, size = FREQUENCIES[unit]
    interval = size * count
    return f"FREQ={name};INTERVAL={interval}" if interval > 1 else f"FREQ={name}"


def _times_a_period(words: str) -> str:
    """`01 lần/quý` as a rule; more than once a period can't be written so and stays in words."""
    count = int(words.split(maxsplit=1)[0])
    return _rule(words.replace("/", " ").split()[-1].lower(), 1) if count == 1 else words
