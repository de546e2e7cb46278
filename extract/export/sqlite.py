"""SQLite: one file with all tables, typed, with keys, references between tables and indices on them; empty is NULL.

The same rows give the same bytes: no time stamps, fixed settings, and a last VACUUM that lays the pages out afresh.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from extract.export.tables import Column, Schema, Tables, schemas

if TYPE_CHECKING:
    from pathlib import Path

_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
_DISK_FAULTS: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
_SETTINGS: Final = (
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
)


def write_sqlite(tables: Tables, path: Path) -> None:
    """Write all tables to the database ``path``, which must not exist yet.

    Raises:
        OSError: the disk is full or fails.
    """
    try:
        _write(tables, path)
    except sqlite3.OperationalError as cause:
        number = _DISK_FAULTS.get(cause.sqlite_errorcode & 0xFF)  # the low byte is the class of the fault
        if number is None:
            raise
        raise OSError(number, str(cause), str(path)) from cause


def _write(tables: Tables, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_SETTINGS + "".join(map(_create, schemas())))
        database.execute("BEGIN")
        for schema in schemas():
            places = ", ".join("?" * len(schema.columns))
            database.executemany(f'INSERT INTO "{schema.name}" VALUES ({places})', tables.known(schema))  # noqa: S608
        database.execute("COMMIT")
        database.executescript("".join(map(_indices, schemas())) + "VACUUM;")


def _create(schema: Schema) -> str:
    columns = ", ".join(_column(column, key=column is schema.columns[0]) for column in schema.columns)
    return f'CREATE TABLE "{schema.name}" ({columns});'


def _column(column: Column, *, key: bool) -> str:
    declared = f'"{column.name}" {_TYPES[column.kind]}'
    if key:
        declared += " NOT NULL PRIMARY KEY"
    if column.refers_to:
        target = next(schema for schema in schemas() if schema.name == column.refers_to)
        declared += f' REFERENCES "{target.name}" ("{target.columns[0].name}")'
    return declared


def _indices(schema: Schema) -> str:
    return "".join(
        f'CREATE INDEX "{schema.name}_{column.name}" ON "{schema.name}" ("{column.name}");'
        for column in schema.columns
        if column.refers_to
    )
