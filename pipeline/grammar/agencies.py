"""Bodies of Party, State and mass organisations: their names, abbreviations, ranks, and how these changed."""

from typing import NamedTuple

from pipeline.model import Setting, Span
from pipeline.rulebook import Entry, Rulebook


class Body(NamedTuple):
    """A body as it was on a day."""

    name: str  # full official name with its place: Ủy ban nhân dân tỉnh Lai Châu
    id: str | None  # null where the register doesn't know it
    rank: int | None  # 0 Party centre … 10 grass-roots; null where not known
    province: str | None = None  # id of the province that it belongs to
    certainty: float = 1.0


class Mention(NamedTuple):
    """A body's name in running text."""

    span: Span
    id: str | None  # entry or template that matched
    head: bool = False  # a person who heads a body (Giám đốc Sở …), not the body itself


class Agencies:
    """The register of bodies. Get it by `book.build(Agencies)`."""

    def __init__(self, book: Rulebook) -> None:
        self._entries = book.entries("agencies", "bodies")

    def mentions(self, chars: str, start: int, end: int) -> list[Mention]:  # noqa: ARG002
        """The names of bodies in running text: longest first, not overlapping, in order."""
        return []

    def name_at(self, chars: str, at: int, end: int) -> Mention | None:  # noqa: ARG002
        """The longest name of a body, or of a body's head, that begins at `at` (`UBND tỉnh`, `Bộ trưởng Bộ Tài chính`)."""
        return None

    def read(self, words: str, setting: Setting, on: str | None = None) -> Body:  # noqa: ARG002
        """The body that these words name, in full: abbreviations expanded, `UBND tỉnh` as that of the setting's province.

        `on` is the day for which it is asked (default: the setting's day of issue).
        Words that the register doesn't know come back as they stand, with low certainty.
        """
        return Body(words, None, None, certainty=0.3)

    def of_symbol(self, code: str, setting: Setting, on: str | None = None) -> Body | None:  # noqa: ARG002
        """The body that an issuer code of a symbol stands for (`TTg`, `BNV`, `UBND`, `STC`); null where that isn't known."""
        return None

    def letterhead(self, lines: list[str], on: str | None = None, place: str | None = None) -> tuple[Body | None, Body | None]:  # noqa: ARG002
        """Issuer and superior body of a letterhead's left column, whose names may run over lines; `place` is that of the date line."""
        return None, None

    def province(self, words: str, on: str | None = None) -> str | None:  # noqa: ARG002
        """Id of the province that these words name (`Lai Châu`, `TP. Hồ Chí Minh`) on a day."""
        return None

    def all(self) -> tuple[Entry, ...]:
        """Every entry, for the `agencies` table."""
        return self._entries
