"""Which paragraphs are no duties, though they are worded like one: what is only told, approved, submitted or thanked for."""

from pipeline.model import Span
from pipeline.pattern import Pattern
from pipeline.rulebook import Rulebook

RULES = ("heading", "order", "subject", "duty")  # rules that a silence may spare


class Silences:
    """Knows such paragraphs. Get it by `book.build(Silences)`."""

    def __init__(self, book: Rulebook) -> None:
        entries = book.entries("tasks", "silences")
        self._patterns = {
            rule: Pattern(
                "|".join(f"(?:{entry['pattern']})" for entry in entries if rule not in entry.get("unless", "").split()), ignore_case=True
            )
            for rule in ("", *RULES)
        }

    def holds(self, chars: str, span: Span, rule: str | None) -> bool:
        """Whether a paragraph is none, though this rule makes a duty of it."""
        return self._patterns.get(rule or "", self._patterns[""]).search(chars, *span) is not None
