"""The texts that a translation has to have: what it lacks, what is too much, and its files brought up to date."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from functools import cache
from io import StringIO
from pathlib import Path

from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.codebook.translated_files import csv_files, in_package, rows_of, translations
from impt_analysis.codebook.translation import KEYS, VOCABULARY, vocabulary_texts
from impt_analysis.codebook.wordings import STOCKS
from impt_analysis.whole_files import write_whole

COLUMNS = ("text", "english", "translation")

Texts = dict[str, dict[str, str]]
"""By file, which is named by its part and its name: the English of every text by its name."""

_PLACE = re.compile(r"\{(\w+)|(&[APN])\b")
"""What is filled in: a value by its name, or what Excel fills in a footer."""


@cache
def english_texts() -> Texts:
    """Return every text that is to be translated, by file and name.

    >>> english_texts()["charts/page"]["points"], english_texts()["vocabulary/states"]["LV/label"]
    ('{least} to {most}', 'Latvia')
    """
    vocabulary: Texts = {f"{VOCABULARY}/{name}": dict(vocabulary_texts(name).itertuples(index=False)) for name in KEYS}
    sentences = {
        f"{stock}/{name}": {row["text"]: row["wording"] for row in rows_of(file)}
        for stock, folder in STOCKS.items()
        for name, file in csv_files(in_package(folder)).items()
    }
    return vocabulary | sentences


def translation_problems(language: str) -> list[str]:
    """Return in a line each what a translation lacks, has too much, has left blank, or has of an earlier English.

    A translation is complete when nothing is returned. Source: docs/translation.md.

    >>> translation_problems("en")
    []
    """
    if language == ORIGINAL:
        return []
    english, told = english_texts(), _translated(language)
    problems = [f"{language}: {file}.csv is superfluous" for file in told if file not in english]
    for file, texts in english.items():
        own = told.get(file, {})
        problems += [f"{language}: {file}.csv lacks {name}" for name in texts if name not in own]
        problems += [f"{language}: {file}.csv has {name}, which is superfluous" for name in own if name not in texts]
        problems += [f"{language}: {file}.csv has {name} twice" for name in _twice(language, file)]
        problems += [
            f"{language}: {file}.csv, {name}: {problem}"
            for name, row in own.items()
            if name in texts and (problem := _problem(texts[name], row))
        ]
    return problems


def completed_files(language: str) -> dict[str, bytes]:
    """Return the files of a translation with every text that is to be translated, in the order of the English.

    What is translated stays, also where its English has changed since, so that it is named until somebody has looked
    at it; what is new has a blank translation; what is superfluous is left out. A language that is new has every text.
    """
    told = _translated(language)
    return {
        f"{file}.csv": _csv_bytes([told.get(file, {}).get(name) or _blank(name, text) for name, text in texts.items()])
        for file, texts in english_texts().items()
    }


def write_files(language: str, folder: Path) -> list[str]:
    """Write the files of a translation into a folder, brought up to date, and return what is left to do."""
    for name, content in completed_files(language).items():
        write_whole(folder / name, content)
    return translation_problems(language)


def _translated(language: str) -> dict[str, dict[str, dict[str, str]]]:
    return {
        f"{part}/{name}": {row["text"]: row for row in rows}
        for part in (VOCABULARY, *STOCKS)
        for name, rows in translations(language, part).items()
    }


def _twice(language: str, file: str) -> list[str]:
    part, _, name = file.rpartition("/")
    texts = Counter(row["text"] for row in translations(language, part).get(name, []))
    return [text for text, count in texts.items() if count > 1]


def _problem(english: str, row: dict[str, str]) -> str:
    wanted, found = _places(english), _places(row["translation"])
    if not row["translation"].strip():
        return "the translation is blank"
    if row["english"] != english:
        return (
            f"the English was {row['english']!r} and is {english!r}; look at the translation, then correct the English"
        )
    if wanted != found:
        return f"the English has the places {wanted}, the translation {found}"
    return ""


def _places(text: str) -> list[str]:
    return sorted({value or code for value, code in _PLACE.findall(text)})


def _blank(name: str, english: str) -> dict[str, str]:
    return {"text": name, "english": english, "translation": ""}


def _csv_bytes(rows: list[dict[str, str]]) -> bytes:
    content = StringIO(newline="")
    table = csv.DictWriter(content, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return content.getvalue().encode()


if __name__ == "__main__":
    wanted = sys.argv[1]
    print(*write_files(wanted, Path(str(in_package(f"translations/{wanted}")))), sep="\n")
