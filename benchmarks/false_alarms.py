"""How often the search for persons takes something else for a person: `python -m benchmarks.false_alarms`.

Two tables, the same on every run: false alarms among identifiers of this project's own kinds, a million of them; and
for each form of a personal identity number how many random digits in that form pass. Both are written down in
docs/workbook.md, section "No person in the data".
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from impt_analysis.personal.identifiers import identifiers_in
from impt_analysis.personal.identity_numbers import FORMS, Form, identity_numbers_in

OWN = 1_000_000
RANDOM = 100_000
SEED = 2010

Draw = Callable[[int, int], list[int]]


def own_identifiers(count: int, seed: int = SEED) -> pd.DataFrame:
    """Return this many identifiers as workbooks of this project hold them: `kind` and `text`, as many of each kind."""
    generator = np.random.default_rng(seed)
    each = -(-count // len(KINDS))

    def draw(first: int, last: int) -> list[int]:
        return generator.integers(first, last + 1, each).tolist()

    made = [pd.DataFrame({"kind": kind, "text": texts(draw)}) for kind, texts in KINDS.items()]
    return pd.concat(made, ignore_index=True).astype({"text": "str"}).head(count)


def false_alarms(own: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each kind: how many `identifiers` there are and how many were taken for a person."""
    taken = own.index.isin(identifiers_in(own["text"])["text"])
    counted = own.assign(taken=taken).groupby("kind", sort=False)["taken"].agg(["size", "sum"])
    return counted.rename(columns={"size": "identifiers", "sum": "false alarms"})


def chance_hits(count: int, seed: int = SEED) -> pd.DataFrame:
    """Return a row for each form of an identity number: the share of random digits in that form that pass, in percent.

    The last rows say how many runs of so many digits alone are taken for the number of any state.
    """
    generator = np.random.default_rng(seed)
    rows = [(form.state, form.name, _passing(form, count, generator)) for form in FORMS]
    rows += [("any", f"{length} digits", _taken("N" * length, count, generator)) for length in (9, 10, 11, 12, 13)]
    return pd.DataFrame(rows, columns=["state", "form", "percent"])


def _passing(form: Form, count: int, generator: np.random.Generator) -> float:
    expression = form.expression()
    cue = f"{_CUES[form.state]} " if form.cue else ""
    texts = _drawn(_shape(form), count, generator)
    hits = sum(any(form.passes(match[1]) for match in expression.finditer(f"{cue}{text}")) for text in texts)
    return 100 * hits / count


def _taken(shape: str, count: int, generator: np.random.Generator) -> float:
    return 100 * sum(bool(identity_numbers_in(text)) for text in _drawn(shape, count, generator)) / count


def _drawn(shape: str, count: int, generator: np.random.Generator) -> Iterator[str]:
    digits = generator.integers(0, 10, (count, len(shape))).tolist()
    letters = generator.integers(0, len(_LETTERS), count).tolist()
    for row, letter in zip(digits, letters, strict=True):
        drawn = zip(shape, row, strict=True)
        yield "".join({"N": str(digit), "X": _LETTERS[letter]}.get(sign, sign) for sign, digit in drawn)


def _shape(form: Form) -> str:
    """N for any digit and X for any letter or digit that may check the others; other signs stand for themselves."""
    runs = {"10 digits": 10, "11 digits": 11, "12 digits": 12}
    for words, length in runs.items():
        if words in form.name:
            return "N" * length
    return "".join("N" if letter in "DMYN3" else letter for letter in form.name.split(" ", 1 if form.cue else 0)[-1])


_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CUES = {"DK": "CPR", "LV": "personas kods", "RU": "SNILS"}
_STATES = ("DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "SE", "RU", "REG")
_HOSTS = ("www.example.org", "stat.example.lv", "www.ministry.example/en", "data.example.eu/eli")
_SINCE, _UNTIL = 1990, 2030


def _years(draw: Draw) -> list[str]:
    return [str(year) for year in draw(_SINCE, _UNTIL)]


def _source_ids(draw: Draw) -> list[str]:
    return [f"{_STATES[state]}-{number:02d}" for state, number in zip(draw(0, 11), draw(1, 999), strict=True)]


def _reference_lists(draw: Draw) -> list[str]:
    numbers = zip(draw(0, 11), draw(1, 999), draw(1, 999), strict=True)
    return [f"{_STATES[state]}-R{one:03d}; {_STATES[state]}-R{two:03d}" for state, one, two in numbers]


def _counts(draw: Draw) -> list[str]:
    signs = (",", " ", "", ".", "\N{NO-BREAK SPACE}")
    return [
        f"{number:,} children".replace(",", signs[sign])
        for number, sign in zip(draw(0, 99_999_999), draw(0, 4), strict=True)
    ]


def _number_cells(draw: Draw) -> list[str]:
    return [f"{number}.{part}" for number, part in zip(draw(0, 9_999_999), draw(0, 999), strict=True)]


def _periods(draw: Draw) -> list[str]:
    signs = ("-", "/", " - ", "\N{EN DASH}", ", ")
    return [
        f"in {year}{signs[sign]}{year + more}"
        for year, more, sign in zip(draw(_SINCE, _UNTIL), draw(0, 15), draw(0, 4), strict=True)
    ]


def _dates(draw: Draw) -> list[str]:
    forms = ("{2}-{1:02d}-{0:02d}", "{0:02d}.{1:02d}.{2}", "{0}/{1}/{2}", "{2}{1:02d}{0:02d}", "{0}.{1}.-{0}.{1}.{2}")
    return [
        forms[form].format(day, month, year)
        for day, month, year, form in zip(draw(1, 28), draw(1, 12), draw(_SINCE, _UNTIL), draw(0, 4), strict=True)
    ]


def _documents(draw: Draw) -> list[str]:
    forms = (
        "{0}/{1}/EU",
        "COM({0}) {1}",
        "Regulation (EU) {0}/{2}",
        "SOU {0}:{1}",
        "CELEX 3{0}L{2:04d}",
        "nr. {3}/{0}",
    )
    drawn = zip(draw(_SINCE, _UNTIL), draw(1, 999), draw(1, 9999), draw(1, 99_999), draw(0, 5), strict=True)
    return [forms[form].format(*numbers) for *numbers, form in drawn]


def _case_numbers(draw: Draw) -> list[str]:
    forms = ("case {0}-{1}", "{1}/{0}", "{2:06d}-{0}", "10.1007/s{3:05d}-{1:03d}-{2:05d}", "article {3}", "{2:07d}")
    drawn = zip(draw(_SINCE, _UNTIL), draw(1, 9999), draw(1, 999_999), draw(0, 99_999), draw(0, 5), strict=True)
    return [forms[form].format(*numbers) for *numbers, form in drawn]


def _web_addresses(draw: Draw) -> list[str]:
    drawn = zip(draw(0, 3), draw(_SINCE, _UNTIL), draw(10**9, 10**12), draw(10**5, 10**10), strict=True)
    return [f"https://{_HOSTS[host]}/{year}/{one}-{two}?id={two}{one}" for host, year, one, two in drawn]


def _helplines(draw: Draw) -> list[str]:
    forms = (
        "telephone {0}-{1}",
        "phone 116 {2:03d}",
        "{3:,} calls by phone in {0}",
        "tel. 1{2:02d} since {0}",
        "mobile {0}",
    )
    drawn = zip(draw(_SINCE, _UNTIL), draw(_SINCE, _UNTIL), draw(0, 999), draw(0, 999_999), draw(0, 4), strict=True)
    return [forms[form].format(*numbers) for *numbers, form in drawn]


KINDS: dict[str, Callable[[Draw], list[str]]] = {
    "source ids": _source_ids,
    "lists of reference ids": _reference_lists,
    "years": _years,
    "counts": _counts,
    "numbers with decimals": _number_cells,
    "periods": _periods,
    "dates": _dates,
    "document numbers": _documents,
    "case and article numbers": _case_numbers,
    "web addresses with digits": _web_addresses,
    "words about telephones": _helplines,
}
"""How texts of each kind are made."""


def main() -> None:
    """Print both tables."""
    own = false_alarms(own_identifiers(OWN))
    taken, total = own["false alarms"].sum(), own["identifiers"].sum()
    print(f"Identifiers of this project's own kinds (seed {SEED}):\n{own.to_string()}")
    print(f"{taken} of {total} taken for a person: {1e6 * taken / total:.0f} in a million\n")
    print(f"Random digits in the form of a personal identity number, {RANDOM} of each:")
    sys.stdout.write(f"{chance_hits(RANDOM).to_string(index=False, float_format='{:.3f}'.format)}\n")


if __name__ == "__main__":
    main()
