"""Tables of corpus directives: merged cells, and how wide the columns are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.corpus_model import Cell, Piece, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOVE: Final = "^"
_BESIDE: Final = "<"
_LETTER: Final = 2.4  # mm that a letter of the longest word takes, at most
_PADDING: Final = 4.0  # mm of a column that hold no letters


def merge(rows: Sequence[Sequence[tuple[Piece, ...]]]) -> Table:
    """Join the cells of a table that say so: ``^`` with the cell above, ``<`` with the one to the left.

    Args:
        rows: what is written in each cell; every row has the same number of cells, at least one.

    Raises:
        ValueError: with the row, counted from 0, and the reason, where there is no such cell or the joined cells are
            not a rectangle.
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x, pieces in enumerate(row):
            sign = pieces[0].text if len(pieces) == 1 else ""
            if sign == _ABOVE and y == 0:
                raise ValueError(y, "^ in the first row of a table")
            if sign == _BESIDE and x == 0:
                raise ValueError(y, "< in the first column of a table")
            owners[y, x] = owners[y - 1, x] if sign == _ABOVE else owners[y, x - 1] if sign == _BESIDE else (y, x)
    cells = []
    for y, x in dict.fromkeys(owners.values()):
        held = [at for at, owner in owners.items() if owner == (y, x)]
        height, width = max(at[0] for at in held) - y + 1, max(at[1] for at in held) - x + 1
        if len(held) != height * width:
            raise ValueError(max(held)[0], "merged cells are not a rectangle")
        cells.append(Cell(y, x, height, width, rows[y][x]))
    return Table(len(rows), len(rows[0]), tuple(cells))


def column_widths(table: Table, width: float) -> tuple[float, ...]:
    """Divide the width of a table among its columns by how much is written in each, with room for the longest word.

    Args:
        table: its cells that go over several columns are left out of account.
        width: of the whole table, in mm.

    Returns:
        the width of each column in mm; the sum is ``width``.
    """
    texts = [
        [cell.text for cell in table.cells if cell.column == at and cell.columns == 1] for at in range(table.columns)
    ]
    least = [max((len(word) for text in column for word in text.split()), default=1) * _LETTER for column in texts]
    shares = [sum(map(len, column)) ** 0.5 + 1 for column in texts]
    room = width - table.columns * _PADDING
    if sum(least) >= room:
        return tuple(_PADDING + room * one / sum(least) for one in least)
    narrow: set[int] = set()  # columns that get no more than the longest word needs
    while True:
        spare = room - sum(least[at] for at in narrow)
        whole = sum(share for at, share in enumerate(shares) if at not in narrow)
        widths = [least[at] if at in narrow else spare * share / whole for at, share in enumerate(shares)]
        tight = {at for at, one in enumerate(widths) if one < least[at]} - narrow
        if not tight:
            return tuple(_PADDING + one for one in widths)
        narrow |= tight
