"""Where one dispatch ends and the next begins, its zones, and how the text inside them is nested and tabled."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Layout, Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook
from pipeline.segment.outline import Item, outline
from pipeline.segment.tables import Table, Tables

HEAD = 400  # characters of an appendix that tell what it is


class Parts(NamedTuple):
    """What body, closing part and appendices consist of."""

    items: list[Item]  # paragraphs, nested; without those of tables and procedures
    tables: list[Table]  # of tasks
    procedures: list[Span]  # appendices that describe administrative procedures
    tabled: Sequence[Span] = ()  # zones in which tables may stand


class Procedures:
    """Knows appendices that describe administrative procedures: they lay no duties. Get it by `book.build(Procedures)`."""

    def __init__(self, _: Rulebook) -> None:
        self._named = Pattern(r"(?i)thủ{_+}tục{_+}hành{_+}chính|quy{_+}trình{_+}(?:nội{_+}bộ|giải{_+}quyết)|TTHC")
        self._columns = Pattern(r"\n(?:STT|TT|Stt|Số TT)\n")
        self._row = Pattern(r"\n(?:0?1|I|A)\.?\n")
        self._plans = Pattern(r"KẾ{_+}HOẠCH|NHIỆM{_+}VỤ|QUY{_+}CHẾ|QUY{_+}ĐỊNH|CHƯƠNG{_+}TRÌNH|PHƯƠNG{_+}ÁN|PHÂN{_+}CÔNG|ĐỀ{_+}ÁN")

    def find(self, chars: str, layout: Layout) -> list[Span]:
        """Those of one dispatch, in order."""
        return [zone.span for zone in layout.zones if zone.name == "appendix" and self._describes(chars, zone.span)]

    def _describes(self, chars: str, span: Span) -> bool:
        head = Span(span.start, min(span.end, span.start + HEAD))
        if columns := self._columns.search(chars, *head):  # what a row says is no title
            row = self._row.search(chars, columns.end() - 1, head.end)
            head = Span(head.start, row.start() if row else head.end)
        return self._named.search(chars, *head) is not None and self._plans.search(chars, *head) is None


class Closings:
    """Knows how sentences begin that close a dispatch. Get it by `book.build(Closings)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("tasks", "closings")
        self.pattern = Pattern("(?:" + "|".join(f"(?:{entry['pattern']})" for entry in entries) + ")", ignore_case=True)


def parts(chars: str, layout: Layout, book: Rulebook) -> Parts:
    """The paragraphs and tables of one dispatch."""
    procedures = book.build(Procedures).find(chars, layout)
    reader = book.build(Tables)
    tabled = reader.zones(chars, layout, without=procedures)
    tables = reader.find(chars, layout, tabled)
    items = outline(chars, layout, [*procedures, *(table.span for table in tables)], book.build(Closings).pattern)
    return Parts(items, tables, procedures, tabled)
