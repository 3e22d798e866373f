"""What a query from a browser may do: read, for a while, and nothing else."""

import sqlite3

ACTIONS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
FORBIDDEN = ("load_extension", "fts3_tokenizer", "randomblob", "zeroblob", "writefile", "readfile", "edit")
LOOKS = (  # pragmas that only look
    *("table_info", "table_xinfo", "table_list", "foreign_key_list", "index_list", "index_info", "index_xinfo", "database_list"),
    *("data_version", "schema_version", "compile_options", "function_list", "encoding", "page_count", "page_size", "freelist_count"),
)
LONGEST = 40_000_000  # bytes of one value; a text has at most 10 million characters
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1_000,
}


def guard(connection: sqlite3.Connection) -> None:
    """Lets a connection do no more than read. How long it may take, its owner says."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
    connection.set_authorizer(_allowed)


def _allowed(action: int, first: str | None, second: str | None, database: str | None, inside: str | None) -> int:  # noqa: ARG001
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in FORBIDDEN else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        changes = second is not None and first in ("schema_version", "encoding", "page_size")
        return sqlite3.SQLITE_OK if first in LOOKS and not changes else sqlite3.SQLITE_DENY
    if (action, first) == (sqlite3.SQLITE_UPDATE, "sqlite_master"):
        return sqlite3.SQLITE_OK  # asked for when a virtual table is opened; writing there is refused all the same, by query_only
    return sqlite3.SQLITE_OK if action in ACTIONS else sqlite3.SQLITE_DENY
