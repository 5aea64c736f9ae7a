"""Which rectangles to write: as few as can be, for every call to Excel takes its time."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

Place = tuple[int, int]  # row, column


class Block(NamedTuple):
    """A rectangle of cells, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def places(self) -> Iterable[Place]:
        return (
            (row, column)
            for row in range(self.first_row, self.last_row + 1)
            for column in range(self.first_column, self.last_column + 1)
        )


def bounding(places: Iterable[Place]) -> Block:
    """The rectangle around some cells.

    >>> bounding([(2, 5), (9, 3)])
    Block(first_row=2, first_column=3, last_row=9, last_column=5)
    """
    rows, columns = zip(*places, strict=True)
    return Block(min(rows), min(columns), max(rows), max(columns))


def groups(columns: Iterable[int]) -> list[range]:
    """The columns that stand next to each other.

    >>> groups([5, 3, 4, 9])
    [range(3, 6), range(9, 10)]
    """
    found: list[range] = []
    for column in sorted(columns):
        if found and found[-1].stop == column:
            found[-1] = range(found[-1].start, column + 1)
        else:
            found.append(range(column, column + 1))
    return found


def halves(block: Block) -> tuple[Block, Block]:
    """The upper and the lower half; of a single row the left and the right one.

    >>> halves(Block(1, 1, 4, 2))[1]
    Block(first_row=3, first_column=1, last_row=4, last_column=2)
    """
    rows, columns = block.last_row - block.first_row, block.last_column - block.first_column
    if rows:
        middle = block.first_row + rows // 2
        return block._replace(last_row=middle), block._replace(first_row=middle + 1)
    middle = block.first_column + columns // 2
    return block._replace(last_column=middle), block._replace(first_column=middle + 1)


def filled(changed: Collection[Place], ours: Collection[int], taboo: Collection[Place]) -> set[Place]:
    """The changed cells and, between those of columns of ours side by side, the cells that stay as they are.

    Cells in `taboo` are left out: they are not ours, or would not survive being written again.
    """
    places = set(changed)
    for group in groups(ours):
        within = [place for place in changed if place[1] in group]
        if within:
            places.update(place for place in bounding(within).places if place not in taboo)
    return places


def blocks(places: Iterable[Place]) -> list[Block]:
    """Rectangles that cover these cells and no other, from the left.

    >>> blocks([(2, 1), (3, 1), (2, 2), (3, 2), (5, 1)])
    [Block(first_row=2, first_column=1, last_row=3, last_column=2), Block(first_row=5, first_column=1, last_row=5, last_column=1)]
    """
    rows_of: dict[int, list[int]] = {}
    for row, column in places:
        rows_of.setdefault(column, []).append(row)
    done: list[Block] = []
    opened: Mapping[tuple[int, int], Block] = {}
    for column in sorted(rows_of):
        runs = {(run.start, run.stop - 1): None for run in groups(rows_of[column])}
        beside = {run: block for run, block in opened.items() if block.last_column == column - 1 and run in runs}
        done += [block for run, block in opened.items() if run not in beside]
        opened = {
            run: beside[run]._replace(last_column=column) if run in beside else Block(run[0], column, run[1], column)
            for run in runs
        }
    return sorted([*done, *opened.values()])
