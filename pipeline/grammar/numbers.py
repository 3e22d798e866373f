"""Numbers and symbols of documents, and the types that they stand for."""

from typing import NamedTuple

from pipeline.model import Span
from pipeline.rulebook import Rulebook


class DocType(NamedTuple):
    """A type of document: `QĐ`, `Quyết định`."""

    abbr: str  # as in the database (`CV`, `KH`, `Luật`)
    name: str


class Symbol(NamedTuple):
    """A number with its symbol, as written somewhere."""

    span: Span
    number: str  # as printed: 01, 30c, 66.18
    notation: str  # canonical, without number: KH-UBND, 2025/QĐ-TTg, CT/TW
    key: str  # canonical: 1712/KH-UBND, 21-CT/TW, 51/2025/QĐ-TTg
    raw: str  # as printed
    doc_type: str | None  # what the symbol says of the type
    issuers: tuple[str, ...] = ()  # issuer codes of the symbol, in order (several where joint)
    year: int | None = None
    certainty: float = 1.0  # that this is a document's number and no look-alike


class Numbers:
    """Reads numbers. Get it by `book.build(Numbers)`."""

    def __init__(self, book: Rulebook) -> None:
        self._types = book.entries("document_types", "types")

    def symbols(self, chars: str, start: int, end: int) -> list[Symbol]:  # noqa: ARG002
        """Every document number in running text, in order; look-alikes left out."""
        return []

    def symbol_at(self, chars: str, at: int, end: int) -> Symbol | None:  # noqa: ARG002
        """The number that is written at `at`, as after `Số:` in a header (there nearly anything is one)."""
        return None

    def type_named(self, words: str) -> DocType | None:  # noqa: ARG002
        """The type that a title line names (`KẾ HOẠCH`, `Quyết định`), however it is spelled."""
        return None

    def type_of(self, abbr: str) -> DocType | None:  # noqa: ARG002
        """The type with this abbreviation."""
        return None
