"""Which paragraphs are no duties, though they are worded like one: what is only told, approved, submitted or thanked for."""

from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

RULES = ("heading", "order", "subject", "duty")  # rules that a silence may spare


class Silences:
    """Knows such paragraphs. Get it by `book.build(Silences)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = [(entry.get("anchor"), entry["pattern"], entry.get("unless", "").split()) for entry in book.entries("tasks", "silences")]
        self._starts = {
            rule: Pattern(
                "|".join(f"(?:{pattern})" for anchor, pattern, unless in entries if not anchor and rule not in unless), ignore_case=True
            )
            for rule in ("", *RULES)
        }
        self._elsewhere = [(anchor, Pattern(pattern, ignore_case=True), unless) for anchor, pattern, unless in entries if anchor]

    def holds(self, chars: str, span: Span, rule: str | None) -> bool:
        """Whether a paragraph is none, though this rule makes a duty of it."""
        if self._starts.get(rule or "", self._starts[""]).match(chars, *span):
            return True
        words = chars[span.start : span.end]
        near = [pattern for anchor, pattern, unless in self._elsewhere if anchor in words and rule not in unless]
        return any(pattern.search(chars, *span) for pattern in near)
