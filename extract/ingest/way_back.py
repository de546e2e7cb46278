"""How a page that was turned, scaled or laid flat for reading leads back to the page as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WayBack:
    """A projective map of points of the page as it was read to points of the page as it is.

    ``rows`` are the three rows of its matrix, one after the other.
    """

    rows: tuple[float, ...]

    @classmethod
    def of(cls, matrix: Matrix, scale: float = 1.0, scale_read: float | None = None) -> WayBack:
        """Return the way that a matrix of pixels leads.

        Args:
            matrix: 3 x 3, of pixels of the page as it was read to those of the page as it is.
            scale: pixels a point of the page as it is.
            scale_read: pixels a point of the page as it was read, where that is another.
        """
        read = np.diag([scale_read or scale, scale_read or scale, 1.0])
        return cls(tuple(map(float, (np.diag([1 / scale, 1 / scale, 1.0]) @ matrix @ read).ravel())))

    @classmethod
    def quarter_turns(cls, turns: int, width: float, height: float) -> WayBack:
        """Return the way from a page that was turned clockwise back to the page as it is, of that size."""
        rows = {
            0: (1, 0, 0, 0, 1, 0, 0, 0, 1),
            1: (0, 1, 0, -1, 0, height, 0, 0, 1),
            2: (-1, 0, width, 0, -1, height, 0, 0, 1),
            3: (0, -1, width, 1, 0, 0, 0, 0, 1),
        }
        return cls(tuple(map(float, rows[turns % 4])))

    def then(self, other: WayBack) -> WayBack:
        """Return the way of this one and on by the other."""
        return WayBack.of(other.matrix @ self.matrix)

    @property
    def matrix(self) -> Matrix:
        """The matrix, 3 x 3."""
        return np.array(self.rows, np.float64).reshape(3, 3)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page as it was read lies on the page as it is."""
        across, down, depth = self.matrix @ (x, y, 1.0)
        return float(across / depth), float(down / depth)

    def turned(self, left: float, top: float, right: float, bottom: float) -> int:
        """Return the quarter turns clockwise by which a line of the page as it was read lies on the page as it is."""
        middle = (top + bottom) / 2
        (x0, y0), (x1, y1) = self.point(left, middle), self.point(right, middle)
        if abs(x1 - x0) >= abs(y1 - y0):
            return 0 if x1 >= x0 else 2
        return 1 if y1 > y0 else 3

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """Return the upright box round a box of the page as it was read."""
        corners = [self.point(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
