"""How bodies are listed: where one name ends and the next begins, and where the verb takes over from the last."""

from bisect import bisect_left
from typing import NamedTuple

from pipeline.model import Span

NAMES = ("head", "high", "noun", "either")
ACTING = ("verb", "nominal", "manner", "lead", "with", "report", "duty")  # behind a colon, what a body is to do: `Bộ Xây dựng: chỉ đạo …`
FOLLOWING = ("verb", "manner", "lead", "duty", "with", "report")  # behind the name of a field of work
RELATIVE = ("verb", "nominal", "lead", "with", "either")  # what a clause without `được` begins with
INNER = ("verb", "nominal", "lead", "with", "report", "order", "either")  # what may stand in a relative clause
MANY = {"các", "quý", "những", "mỗi", "từng", "toàn thể", "một số", "mọi", "hai", "cả", "tất cả", "tất cả các"}
LAST_OF_MANY = {words.split()[-1] for words in MANY}
MANY_END = {words[-1] for words in MANY} | {words[-1].upper() for words in MANY}
JOINS = (",", ";", "và", "hoặc", "cùng", "cùng với", "-", "–", "/", "&")
UNITS = {
    *("trung tâm", "quỹ", "ban", "ban chỉ đạo", "hội", "hiệp hội", "chi cục", "cục", "viện", "công ty", "tổ", "tổ công tác", "hội đồng"),
    *("ủy ban", "uỷ ban", "phòng", "tổng cục", "vụ", "đoàn", "chi nhánh", "trạm", "ban quản lý", "ban quản lý dự án", "tổng công ty"),
    "ban chỉ huy",
}  # heads whose names go on with a verb: Ban Chỉ đạo phát triển du lịch
ASIDES = ("cơ quan thường trực", "gọi tắt", "sau đây", "viết tắt", "nay là", "trước đây", "là cơ quan", "cơ quan đầu mối")
TITLES = ("thủ trưởng", "người đứng đầu", "các", "lãnh đạo", "giám đốc", "chủ tịch", "tổng giám đốc", "bộ trưởng")
PREPOSITIONS = (
    *(" về ", " tại ", " để ", " trong ", " theo ", " trước ", " đến ", " qua ", " bằng "),
    *(" trên cơ sở ", " nhằm ", " sau ", " với ", " khi ", " những "),
)
TOPICS = (" về ", " trong việc ", " trong công tác ", " trong quá trình ", " để ", " vào ", " những ")
COMRADES = ("các đồng chí ", "đồng chí ")  # before a title
HANGING = (" và", " hoặc", " cùng", " thì", " cũng", " cùng với", " những", " các")  # words that no name ends with
FIELDS = ("xây dựng",)  # verbs that name a field, where a verb follows: Cục Kết cấu hạ tầng xây dựng tham mưu …
PLURALS = (
    *("tỉnh", "thành phố", "bộ", "cơ quan", "cục", "vụ", "sở", "tập đoàn", "tổng công ty"),
    *("xã", "phường", "trung ương", "đơn vị", "ban", "viện", "huyện", "ngành"),
)
ACTORS = (
    "cơ quan",
    "đơn vị",
    "tổ chức",
    "cá nhân",
    "doanh nghiệp",
    "người",
    "chủ",
    "cơ sở",
    "lực lượng",
)  # nouns that a clause tells apart
GIVEN = 60  # characters between `được` and the `giao` of a relative clause
TAIL = 90  # characters of a name behind its last known word
CLAUSE = 1_000  # characters of a clause or an aside at most


class Bodies(NamedTuple):
    """A list of bodies."""

    names: tuple[Span, ...]
    stop: str | None  # kind of the word that ends it
    next: int  # index of that word


class Words:
    """The words of the vocabulary in a text, in order: a list of kinds, one of starts, one of ends."""

    __slots__ = ("chars", "ends", "kinds", "lists", "starts")

    def __init__(self, chars: str, kinds: list[str], starts: list[int], ends: list[int]) -> None:
        self.chars = chars
        self.kinds = kinds
        self.starts = starts
        self.ends = ends
        self.lists: dict[tuple[int, Span], Bodies] = {}  # read so far, by their first word and the paragraph

    def first(self, at: int) -> int:
        """Index of the first word from `at` on."""
        return bisect_left(self.starts, at)

    def within(self, span: Span) -> range:
        """Indices of the words inside a span."""
        starts = self.starts
        first = bisect_left(starts, span[0])
        return range(first, bisect_left(starts, span[1], first))

    def kinds_within(self, span: Span) -> list[str]:
        """The kinds of the words inside a span."""
        here = self.within(span)
        return self.kinds[here.start : here.stop]

    def quote(self, i: int) -> str:
        """A word as it stands."""
        return self.chars[self.starts[i] : self.ends[i]]

    def begins(self, i: int, floor: int) -> int:
        """Where the name that word `i` heads begins: with the `các` before it."""
        chars, start = self.chars, self.starts[i]
        if start < floor + 2 or chars[start - 1] != " " or chars[start - 2] not in MANY_END:
            return start
        at = start - 1
        while at > floor and chars[at - 1].isalpha():
            at -= 1
        if chars[at : start - 1].lower() not in LAST_OF_MANY:
            return start
        first = at - 1
        while first > floor and chars[first - 1].isalpha():
            first -= 1
        if chars[max(first, floor) : start - 1].lower() in MANY:
            return max(first, floor)
        return at if chars[at : start - 1].lower() in MANY else start

    def is_name(self, i: int, floor: int) -> bool:
        """Whether a word that can head a name does so here: with a capital, or behind `các`."""
        kind = self.kinds[i]
        if kind not in NAMES:
            return False
        if kind == "noun":
            return True
        start = self.starts[i]
        return (kind != "either" and self.chars[start].isupper()) or self.begins(i, floor) < start


class BodyList:
    """A list of bodies being read, from the word that begins it."""

    def __init__(self, words: Words, i: int, span: Span, *, whole: bool = False) -> None:
        self.words = words
        self.whole = whole  # whether all of the span is known to be names
        self.span = span
        self.names: list[Span] = []
        self.start = words.begins(i, span.start)
        self.group = self.start < words.starts[i]  # `các sở, ban, ngành` share their first word
        self.last = words.ends[i]  # of the last word known to belong to the list
        self.head = words.quote(i).lower()
        self.relative = False  # inside `được giao …`
        self.spelled = False  # behind a colon: `Chủ tịch Ủy ban nhân dân các tỉnh: Khánh Hòa, Gia Lai`
        self.j = i + 1

    def read(self) -> Bodies:
        """All of it."""
        starts, limit = self.words.starts, self.span.end
        stop: str | None = None
        while stop is None and self.j < len(starts) and starts[self.j] < limit:
            before = self.j
            stop = self._step()
            if stop is None and self.j == before:
                break
        at = starts[self.j] if stop else limit
        if stop and stop != "duty" and (further := self._duty_ahead()):
            self.j, stop, at = further, "duty", starts[further]
        end = min(at, self._topic(at)) if stop else self._end()
        self.names.append(self._trim(self.start, end))
        return Bodies(tuple(name for name in self.names if name.end > name.start), stop, self.j)

    def _step(self) -> str | None:
        """Takes the next word in, or tells what kind of word ends the list; stays where it is where the list breaks off."""
        words, chars, j = self.words, self.words.chars, self.j
        kind, first, end = words.kinds[j], words.starts[j], words.ends[j]
        gap = chars[self.last : first]
        if "(" in gap and (closed := chars.find(")", self.last, min(self.span.end, first + CLAUSE))) >= first:
            self.j = max(j, words.first(closed))
            self.last = closed + 1
            return None
        if ". " in gap or "\n" in gap:
            return None
        if kind == "stative" and chars[first:end] == "được" and (given := self._given(end)):
            self.relative, self.last = True, words.ends[given]
            self.j = given + 1
            return None
        if kind == "basis" and chars[first:end] == "từ" and (stretch := self._stretch(end)):
            self.last = stretch
            self.j = words.first(stretch)
            return None
        if ":" in gap and not self.spelled:
            return kind if kind in ACTING and _before_number(gap).endswith(":") else self._colon(kind, end)
        if kind in NAMES:
            verb = self._name(kind, first, end)
            if verb is None or not self.whole:
                return verb
        if self.whole:
            kind = "tail"
        if kind == "stative" and chars[first:end] == "là" and words.kinds[j + 1 : j + 2] == ["head"]:
            kind = "tail"  # ủy viên là Phó Chủ nhiệm …
        if kind in ("hidden", "tail", "relative"):
            self.relative = kind == "relative" or (self.relative and kind == "hidden")
        elif self._belongs(kind, first, end, gap):
            pass
        elif first - self.last > TAIL:
            return None
        else:
            return kind
        self.last = end
        self.j += 1
        return None

    def _given(self, at: int) -> int | None:
        """Index of the word that ends `được Đảng, Nhà nước giao nhiệm vụ`: it tells which bodies are meant."""
        chars, starts = self.words.chars, self.words.starts
        if not chars[at + 1 : at + 2].isupper():
            return None
        for k in range(self.j + 1, len(starts)):
            if starts[k] > min(self.span.end, at + GIVEN) or any(c in chars[at : starts[k]] for c in ";.:"):
                return None
            if self.words.kinds[k] == "order":
                return k
        return None

    def _stretch(self, at: int) -> int | None:
        """Where a stretch of places ends: `các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng`."""
        chars = self.words.chars
        to = chars.find(" đến ", at, min(self.span.end, at + 40))
        if to < 0 or not chars[at + 1 : at + 2].isupper() or not chars[to + 5 : to + 6].isupper():
            return None
        end = to + 5
        while chars[end : end + 1].isupper():
            while end < self.span.end and chars[end].isalpha():
                end += 1
            if chars[end : end + 1] != " " or not chars[end + 1 : end + 2].isupper():
                break
            end += 1
        return end

    def _belongs(self, kind: str, first: int, end: int, gap: str) -> bool:
        """Whether a verb is part of the name: in a clause that tells which body is meant, or the name of a field of work."""
        if self.relative and kind in INNER and gap.strip() in ("", ",", "và"):
            return True
        if kind == "nominal" and self._is_inner(end, gap):
            return True
        if self.words.chars[first:end].lower() not in FIELDS or "," in gap or not self._is_followed(end):
            return False
        return self.words.kinds[self.j - 1] != "noun" or bool(gap.strip())  # not behind `… các xã, phường, đặc khu`

    def _colon(self, kind: str, end: int) -> str | None:
        """`Thủ trưởng các cơ quan, đơn vị: Sở A; Sở B` are Sở A and Sở B; `các tỉnh: A, B` is one name."""
        chars = self.words.chars
        at = chars.find(":", self.last)
        if (kind in NAMES and not self.names and chars[self.start : self.last].lower().startswith(TITLES) and self._is_open(at, end)) or (
            self.whole and kind == "head" and self._is_open(at, end)
        ):
            self.start, self.last, self.group = self.words.begins(self.j, self.last), end, False
            self.j += 1
        elif chars[at + 2 : at + 3].isupper() and chars[self.start : at].lower().endswith(PLURALS):
            self.spelled = True
            return self._step()
        return None

    def _is_open(self, at: int, end: int) -> bool:
        """Whether a name of its own begins right behind the colon, not one that shares the word before it (`Các Bộ: Tài chính`)."""
        return self.words.ends[self.j] == end and not self.words.chars[at + 1 : self.words.begins(self.j, at)].strip()

    def _name(self, kind: str, first: int, end: int) -> str | None:
        chars = self.words.chars
        begin = self.words.begins(self.j, self.last)
        joined = chars[self.last : begin].strip().lower().endswith(JOINS)
        if kind == "either" and not joined and begin == first:
            return kind
        many = begin < first
        if joined and (many or (kind in ("head", "high") and chars[first].isupper() and not (self.group and _is_bare(chars, first, end)))):
            self.names.append(self._trim(self.start, begin))
            self.start, self.group, self.spelled = begin, many, False
            self.head = chars[first:end].lower()
        self.relative = False
        self.last = end
        self.j += 1
        return None

    def _is_followed(self, end: int) -> bool:
        """Whether another verb stands right behind a word."""
        words, k = self.words, self.j + 1
        return k < len(words.starts) and words.starts[k] == end + 1 and words.kinds[k] in FOLLOWING

    def _is_inner(self, end: int, gap: str) -> bool:
        """Whether a verb belongs to the name: right behind a head that goes on so, or before a capital."""
        words, chars, between = self.words, self.words.chars, gap.strip()
        before = words.kinds[self.j - 1]
        if not between and self.head in UNITS and (before == "nominal" or self.last <= self.start + len(self.head) + 5):
            return True
        if between == "và" and before in ("nominal", "hidden"):
            return True
        if chars[end : end + 1] != " " or not chars[end + 1 : end + 2].isupper():
            return False
        k = self.j + 1
        return k >= len(words.starts) or words.starts[k] != end + 1 or words.kinds[k] == "hidden"

    def _duty_ahead(self) -> int | None:
        """`Các cơ quan được phân công chủ trì … có trách nhiệm`: the clause before the duty belongs to the name."""
        words, chars, j = self.words, self.words.chars, self.j
        kinds, starts, ends = words.kinds, words.starts, words.ends
        if not self.relative:
            adjacent = kinds[j - 1] == "noun" and kinds[j] in RELATIVE and words.quote(j - 1).lower().startswith(ACTORS)
            if not adjacent or chars[ends[j - 1] : starts[j]].strip() not in ("", ","):
                return None
        limit = min(self.span.end, starts[j] + CLAUSE)
        for k in range(j + 1, len(starts)):
            between = chars[ends[k - 1] : starts[k]]
            verbs = kinds[k] in ("verb", "nominal") and kinds[k - 1] in ("verb", "nominal", "relative")
            if starts[k] >= limit or (any(c in between for c in ",;.:") and not (verbs and between == ", ")):
                return None
            if kinds[k] == "duty":
                return k
        return None

    def _topic(self, limit: int) -> int:
        """Where words begin that say what about: `báo cáo Ban Chỉ đạo về tình hình`."""
        chars = self.words.chars
        if limit - self.last < len(TOPICS[0]):  # the shortest
            return limit
        found = [at for word in TOPICS if (at := chars.find(word, self.last, limit)) >= 0 and chars[at + len(word)].islower()]
        return min(found, default=limit)

    def _end(self) -> int:
        """Where a list ends that no verb ends: at the next mark, or before a preposition."""
        chars, last = self.words.chars, self.last
        if not self.spelled and chars[last : last + 1] == ":" and chars[last + 2 : last + 3].isupper():
            self.spelled = chars[self.start : last].lower().endswith(PLURALS)
        if self.spelled:
            ends = [at for mark in (";", ". ", ":", "\n") if (at := chars.find(mark, chars.find(":", last) + 1, self.span.end)) >= 0]
            return min(ends, default=self.span.end)  # `Chủ tịch các tỉnh: A, B`
        limit = min(self.span.end, last + TAIL)
        for at in range(last, limit):
            if chars[at] == "," and not self.group and self._goes_on(at):
                continue
            if chars[at] in ",;:\n" or (chars[at] == "." and (at + 1 >= limit or chars[at + 1] in " /")):
                limit = at
                break
        found = [
            at
            for word in PREPOSITIONS
            if (at := chars.find(word, last, limit)) >= 0 and chars[at + len(word) : at + len(word) + 1].islower()
        ]
        return min(found, default=limit)

    def _is_title(self, i: int, at: int) -> bool:
        words = self.words
        return i < len(words.starts) and words.starts[i] == at and words.kinds[i] in ("head", "high")

    def _goes_on(self, comma: int) -> bool:
        """Whether a name goes on behind a comma: `Cục Mỹ thuật, Nhiếp ảnh và Triển lãm`, `các tỉnh Gia Lai, Đắk Lắk`."""
        chars, at = self.words.chars, comma + 2
        return chars[comma + 1 : at] == " " and chars[at : at + 1].isupper() and chars[at + 1 : at + 2].islower()

    def _trim(self, start: int, end: int) -> Span:
        """A name without the marks and joining words around it, and without an aside in brackets."""
        chars = self.words.chars
        if chars[start : start + 1] in "cCđĐ":  # of `Đồng chí Bộ trưởng`, the title
            for word in COMRADES:
                after = start + len(word)
                if chars[start:after].lower() == word and self._is_title(self.words.first(after), after):
                    start = after
        words = chars[start:end].rstrip(" \u00a0,;:-–.")
        if words.endswith(")") and (before := _before_number(words)).endswith(":"):
            words = before.rstrip(" :")
        while (lowered := words.lower()).endswith(HANGING):
            words = words[: lowered.rindex(" ")].rstrip(" ,;")
        if words.endswith(")") and (opened := words.rfind(" (")) > 0 and words[opened + 2 :].lower().startswith(ASIDES):
            words = words[:opened]
        return Span(start, start + len(words))


def _before_number(gap: str) -> str:
    """What stands before `(1)` or a dash, if one does: `Bộ Tài chính: (1) chủ trì …`."""
    gap = gap.rstrip(" -–")
    return gap[: gap.rfind("(")].rstrip() if gap.endswith(")") else gap


def _is_bare(chars: str, start: int, end: int) -> bool:
    """Whether a noun of a list stands by itself: `Các Sở, Ban, ngành`."""
    return " " not in chars[start:end] and (chars[end : end + 1] in ",;" or chars[end : end + 4] == " và ")


def bodies(words: Words, i: int, span: Span) -> Bodies:
    """The list of bodies that begins with word `i`, up to the verb behind it."""
    known = words.lists.get((i, span))
    if known is None:
        known = words.lists[i, span] = BodyList(words, i, span).read()
    return known


def adjoins(words: Words, i: int, end: int) -> bool:
    """Whether a name begins right behind `end`."""
    if i >= len(words.kinds) or words.kinds[i] not in NAMES:
        return False
    return words.chars[end : words.begins(i, end)].strip(" :").lower() in ("", "cho", "với", "đồng chí", "quý", "tới")
