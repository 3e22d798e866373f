"""How pages and registers speak: labels, dates and numbers in Vietnamese or in English."""

from collections.abc import Mapping

from pipeline.presentation.labels import CODES, COUNTED, FIELDS, KINDS, LANES, PAGES, VALUES, Label

LANGUAGES = ("vi", "en")
WEEKDAYS: tuple[Label, ...] = (
    ("Thứ hai", "Monday"),
    ("Thứ ba", "Tuesday"),
    ("Thứ tư", "Wednesday"),
    ("Thứ năm", "Thursday"),
    ("Thứ sáu", "Friday"),
    ("Thứ bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)
SHORT_DAYS: tuple[Label, ...] = (("T2", "Mon"), ("T3", "Tue"), ("T4", "Wed"), ("T5", "Thu"), ("T6", "Fri"), ("T7", "Sat"), ("CN", "Sun"))
MONTHS_EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


class Words:
    """The labels of one language: `words("tasks")`; a group by its name: `words.field("key")`."""

    def __init__(self, lang: str = "vi") -> None:
        self.lang = lang
        self._at = LANGUAGES.index(lang)

    def __call__(self, name: str) -> str:
        """A label of the pages; KeyError where there is none."""
        return PAGES[name][self._at]

    def lane(self, name: str) -> str:
        """The name of a level."""
        return LANES[name][self._at]

    def kind(self, name: str) -> str:
        """What kind of mark it is."""
        return KINDS[name][self._at]

    def field(self, name: str) -> str:
        """The label of a field; its own name where it has none."""
        return self._of(FIELDS, name)

    def value(self, name: str | None) -> str:
        """A word that the tables hold, in this language; itself where it isn't known."""
        return self._of(VALUES, name or "")

    def type_name(self, code: str | None) -> str:
        """A type's name in full; Vietnamese in every language, since it is a name."""
        return CODES.get(code or "", code or "")

    def date(self, value: str | None) -> str:
        """A date as it is written here, with the precision that it has."""
        parts = (value or "").split("-")
        if not all(part.isdecimal() for part in parts):
            return value or ""
        if self.lang == "vi":
            return "/".join(reversed(parts))
        names = [parts[0], MONTHS_EN[int(parts[1]) - 1][:3] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else "", *map(_bare, parts[2:])]
        return " ".join(name for name in reversed(names) if name)

    def long_date(self, value: str) -> str:
        """A whole day in words, as a dispatch writes it."""
        year, month, day = value.split("-")
        if self.lang == "vi":
            return f"ngày {day} tháng {month if month in ('01', '02') else int(month)} năm {year}"
        return f"{int(day)} {MONTHS_EN[int(month) - 1]} {year}"

    def month(self, value: str) -> str:
        """A month, `2025-04`, in words."""
        year, month = value.split("-")
        return f"Tháng {int(month)} năm {year}" if self.lang == "vi" else f"{MONTHS_EN[int(month) - 1]} {year}"

    def weekday(self, number: int, *, short: bool = False) -> str:
        """A day of the week, Monday 0."""
        return (SHORT_DAYS if short else WEEKDAYS)[number][self._at]

    def number(self, value: int) -> str:
        """A number with its thousands apart."""
        return f"{value:,}".replace(",", "." if self.lang == "vi" else ",")

    def count(self, value: int, what: str) -> str:
        """So many of something: `12 nhiệm vụ`, `12 tasks`."""
        vietnamese, one, many = COUNTED[what]
        return f"{self.number(value)} {vietnamese if self.lang == 'vi' else one if value == 1 else many}"

    def _of(self, group: Mapping[str, Label], name: str) -> str:
        return group[name][self._at] if name in group else name


def _bare(number: str) -> str:
    return str(int(number))
