"""What can go wrong on our side: each class holds its exit code; each message names the thing and the next step."""


class CongvanError(Exception):
    """Our own failure (exit 1)."""

    exit_code = 1


class UsageError(CongvanError):
    """Wrong use, or a document that is unknown or ambiguous (exit 2)."""

    exit_code = 2


class OutputError(CongvanError):
    """The output can't be written: read-only, disk full; the old database is whole (exit 4)."""

    exit_code = 4


class BusyError(CongvanError):
    """Another run holds the database (exit 5)."""

    exit_code = 5


class RuleError(CongvanError):
    """A rule in `reference/*.yaml` or in the office's own `congvan.yaml` is malformed."""


class UnreadableError(CongvanError):
    """One input file can't be read. The run goes on; the file becomes a row with `code`.

    `code` is one of contract.md's error codes (`empty`, `encoding`, `damaged` …).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type, tuple[str, str]]:  # crosses process borders
        return type(self), (self.code, self.message)
