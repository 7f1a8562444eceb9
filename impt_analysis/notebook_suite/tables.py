"""The tables that a cell shows, read back from the HTML that pandas stores, or from the csv behind a digest."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO


@dataclass(frozen=True)
class Table:
    """A table as it is shown: the names of its columns and, per row, the text of each cell.

    The first `n_index` columns are the index; an index that only counts rows is left out: whole
    numbers without a name.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_index: int


def tables_in(html: str) -> list[Table]:
    """Return the tables that stand in HTML, in order, with merged cells repeated in every row and column they span.

    >>> tables_in("<table><thead><tr><th></th><th>low</th></tr></thead><tr><th>LV</th><td>0.31</td></tr></table>")
    [Table(columns=('', 'low'), rows=(('LV', '0.31'),), n_index=1)]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [_table(rows) for rows in reader.tables]


def table_of_csv(text: str) -> Table:
    r"""Return the table that csv text holds.

    >>> table_of_csv("state,low\nLV,0.31\n")
    Table(columns=('state', 'low'), rows=(('LV', '0.31'),), n_index=0)
    """
    header, *rows = csv.reader(StringIO(text, newline=""))
    return Table(tuple(header), tuple(map(tuple, rows)), 0)


@dataclass
class _Cell:
    is_header: bool
    text: str
    down: int
    right: int


@dataclass
class _Row:
    in_head: bool
    cells: list[_Cell]


class _Reader(HTMLParser):
    """Collects rows of cells; text outside a cell is not of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[_Row]] = []
        self._in_head = False
        self._cell: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr" and self.tables:
            self.tables[-1].append(_Row(self._in_head, []))
        elif tag in {"th", "td"} and self.tables and self.tables[-1]:
            spans = dict(attrs)
            self._cell = _Cell(tag == "th", "", int(spans.get("rowspan") or 1), int(spans.get("colspan") or 1))
            self.tables[-1][-1].cells.append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        """End the head or a cell."""
        if tag == "thead":
            self._in_head = False
        elif tag in {"th", "td"}:
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Add text to the cell it stands in."""
        if self._cell is not None:
            self._cell.text += data


def _table(rows: list[_Row]) -> Table:
    head = _spread([row for row in rows if row.in_head])
    body = _spread([row for row in rows if not row.in_head])
    width = max((len(row) for row in [*head, *body]), default=0)
    n_index = min((sum(cell.is_header for cell in row) for row in body), default=0)
    columns = _columns(head, n_index, width)
    if not body:
        return Table(tuple(name for name in columns if name), (), 0)
    texts = tuple(tuple(cell.text.strip() for cell in row) for row in body)
    if n_index == 1 and not columns[0] and all(row[0].isdecimal() for row in texts):
        return Table(columns[1:], tuple(row[1:] for row in texts), 0)
    return Table(columns, texts, n_index)


def _spread(rows: list[_Row]) -> list[list[_Cell]]:
    """Return the rows with every merged cell repeated: to the right in its row, and down in the rows below."""
    spread: list[list[_Cell]] = []
    reaching: dict[int, tuple[int, _Cell]] = {}
    for row in rows:
        left = list(row.cells)
        line: list[_Cell] = []
        while left or len(line) in reaching:
            place = len(line)
            if place in reaching:
                more, cell = reaching.pop(place)
                line.append(cell)
                if more > 1:
                    reaching[place] = (more - 1, cell)
                continue
            cell = left.pop(0)
            if cell.down > 1:
                reaching.update({place + step: (cell.down - 1, cell) for step in range(cell.right)})
            line += [cell] * cell.right
        spread.append(line)
    return spread


def _columns(head: list[list[_Cell]], n_index: int, width: int) -> tuple[str, ...]:
    """Return the names of the columns; the name of a level of headers, such as theme, stands before its value.

    pandas writes the names of the index in a last header row of their own, and those of the levels left of the headers.
    Where there is one header row, what stands over an index is therefore the name of that level and not of the index.
    """
    texts = [[cell.text.strip() for cell in row] for row in head]
    if n_index and len(texts) == 1:
        return ("",) * n_index + tuple(texts[0][n_index:])
    if not n_index or len(texts) < 2 or any(texts[-1][n_index:]):
        return tuple(" ".join(row[place] for row in texts if row[place:]).strip() for place in range(width))
    *levels, index = texts
    named = tuple(
        " ".join(part for row in levels for part in (row[n_index - 1], row[place]) if part)
        for place in range(n_index, width)
    )
    return (*index[:n_index], *named)
