"""The shape of the package: imports run one way, modules are small, and codes stand only in the codebook."""

from __future__ import annotations

import ast
import csv
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import impt_analysis

PACKAGE = Path(impt_analysis.__file__).parent
CODEBOOK = PACKAGE / "codebook"

ORDER = (
    "plurals",
    "visible_text",
    "errors",
    "catalogue_page",
    "whole_files",
    "whole_folders",
    "formula_texts",
    "csv_tables",
    "digests",
    "checkout",
    "made_once",
    "codebook",
    "readable_tables",
    "schema",
    "personal",
    "workbook",
    "checking",
    "inventory",
    "state_tables",
    "worked_example",
    "named_barriers",
    "tallies",
    "coverage",
    "holders",
    "gaps",
    "side_information",
    "comparability",
    "vignettes",
    "management",
    "freshness",
    "optimum",
    "opening_plans",
    "uses",
    "questions",
    "variations",
    "sensitivity",
    "channel_bodies",
    "channels",
    "ways",
    "cross_border",
    "reach_contradictions",
    "releases",
    "public_release",
    "suppression",
    "published_figures",
    "portraits",
    "data_package",
    "package_reader",
    "charts",
    "documents",
    "reports",
    "interviews",
    "edition_changes",
    "exploring",
    "notebook_suite",
    "chores",
    "cli",
    "__main__",
)
"""The parts of the package; each imports only from those before it and from itself."""

COMPARING = {"eq", "ne", "isin", "fillna", "mask", "replace", "where"}
"""Methods of tables whose arguments are compared with, or stand among, the values of a column."""

FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {file.relative_to(PACKAGE).as_posix(): file for file in FILES}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

every_module = pytest.mark.parametrize("module", MODULES)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"), filename=module)


def dotted(module: str) -> str:
    """`workbook/cells.py` is `impt_analysis.workbook.cells`."""
    return ".".join((PACKAGE.name, *Path(module).with_suffix("").parts)).removesuffix(".__init__")


DOTTED = {dotted(module): module for module in MODULES}


def part(name: str) -> str:
    """`impt_analysis.workbook.cells` belongs to `workbook`; the package itself to nothing."""
    return f"{name}.".split(".")[1]


def imported(module: str) -> Iterator[tuple[str, int]]:
    """Every module of the package that the module imports, at its top or in a function, with the line."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in DOTTED else str(node.module) for name in inner]
        else:
            continue
        yield from ((name, node.lineno) for name in names if part_of_package(name))


def part_of_package(name: str) -> bool:
    return name.split(".")[0] == PACKAGE.name


def functions(module: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(module)) if isinstance(node, FUNCTIONS)]


def has_place(module: str) -> bool:
    return module == "__init__.py" or part(dotted(module)) in ORDER


@every_module
def test_a_module_has_its_place_in_the_order(module: str) -> None:
    assert has_place(module), f"add {part(dotted(module))} to ORDER, where its imports allow"


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__.py" and has_place(module)])
def test_imports_run_only_upwards(module: str) -> None:
    own = ORDER.index(part(dotted(module)))
    allowed = ORDER[: own + 1]
    wrong = [f"{module}:{line} imports {name}" for name, line in imported(module) if part(name) not in allowed]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {dotted(module): {name for name, _ in imported(module)} for module in MODULES}
    assert list(TopologicalSorter(graph).static_order())


@every_module
def test_imports_are_absolute(module: str) -> None:
    assert [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) and node.level] == []


@every_module
def test_a_module_has_under_300_lines(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) < 300


@every_module
def test_a_module_is_named_after_its_idea(module: str) -> None:
    assert not {"utils", "util", "helpers", "helper", "misc", "common"} & set(dotted(module).split("."))


@every_module
def test_a_function_fits_a_screen(module: str) -> None:
    long = {function.name: body_lines(function) for function in functions(module) if body_lines(function) > 40}
    assert long == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines from the first statement after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@every_module
def test_public_functions_and_classes_say_what_they_give(module: str) -> None:
    top = tree(module).body
    classes = [node for node in top if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    methods = [node for parent in classes for node in parent.body]
    defined = [node for node in (*top, *methods) if isinstance(node, (*FUNCTIONS, ast.ClassDef))]
    silent = [node.name for node in defined if not node.name.startswith("_") and not ast.get_docstring(node)]
    assert silent == []


@every_module
def test_a_public_function_is_never_named_like_its_module(module: str) -> None:
    name = dotted(module)
    defined = {node.name for node in tree(module).body if isinstance(node, (*FUNCTIONS, ast.ClassDef))}
    assert name.split(".")[-1] not in defined


@pytest.mark.parametrize("package", [name for name in DOTTED if DOTTED[name].endswith("__init__.py")])
def test_a_package_hides_none_of_its_modules_behind_a_name(package: str) -> None:
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree(DOTTED[package]))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" not in DOTTED
    }
    inside = {name.removeprefix(f"{package}.") for name in DOTTED if name.startswith(f"{package}.")}
    assert names & inside == set()


@pytest.mark.parametrize("package", [module for module in MODULES if module.endswith("__init__.py")])
def test_the_face_of_a_package_defines_nothing_of_its_own(package: str) -> None:
    defined = [node.name for node in tree(package).body if isinstance(node, (*FUNCTIONS, ast.ClassDef))]
    assert [name for name in defined if not name.startswith("__")] == []


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith("codebook/")])
def test_values_are_compared_with_named_codes_only(module: str) -> None:
    wrong = [
        f"{module}:{node.lineno} compares with {node.value!r}; use impt_analysis.codebook.codes"
        for node in compared(tree(module))
        if node.value in codes()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "rule",
    [
        'answer == "partly"',
        '"partly" != answer',
        'answer in ("no", "partly")',
        'answer in {"partly": 1}',
        'table["answer"].eq("partly")',
        'table["answer"].isin(["no", "partly"])',
        'table["answer"].fillna("partly")',
        'table["answer"].mask(table["blank"], other="partly")',
        'match answer:\n    case "no" | "partly":\n        pass',
    ],
)
def test_a_code_is_seen_wherever_values_are_compared(rule: str) -> None:
    assert "partly" in {node.value for node in compared(ast.parse(rule))}


def test_the_name_of_a_column_is_not_taken_for_a_code() -> None:
    assert {"partly", "not_asked", "LV", "documents_work"} - codes() == {"documents_work"}
    assert not codes() & {"state", "role", "year"}


def compared(root: ast.AST) -> Iterator[ast.Constant]:
    """Every constant that stands in a comparison, a case or the arguments of a method that compares."""
    for node in ast.walk(root):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            sides = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in COMPARING:
            sides = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg)]
        else:
            continue
        yield from (constant for side in sides for constant in constants(side))


def constants(side: ast.expr) -> Iterator[ast.Constant]:
    """The constants that are the side, or stand in it as a collection; not those in a call or a subscript."""
    if isinstance(side, ast.Constant):
        yield side
    elif isinstance(side, ast.Tuple | ast.List | ast.Set):
        yield from (constant for element in side.elts for constant in constants(element))
    elif isinstance(side, ast.Dict):
        yield from (constant for key in side.keys if key for constant in constants(key))


@cache
def codes() -> frozenset[str]:
    """The codes of the codebook, without those that are also the name of a column or a sheet."""
    lists = (("code_lists", "code"), ("states", "state"), ("items", "item"), ("indicators", "indicator"))
    named = {code for file, column in lists for code in entries(file, column)}
    return frozenset(named - set(entries("columns", "column")) - set(entries("sheets", "sheet")))


def entries(file: str, column: str) -> list[str]:
    with (CODEBOOK / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("impt_analysis", "matplotlib openpyxl scipy networkx"),
        ("impt_analysis.cli", "pandas numpy matplotlib openpyxl scipy networkx"),
        ("impt_analysis.chores", "pandas numpy typer rich"),
    ],
)
def test_heavy_imports_happen_where_they_are_used(module: str, heavy: str) -> None:
    program = f"import sys, {module}; print(*sorted(set(sys.argv[1:]) & set(sys.modules)))"
    command = [sys.executable, "-c", program, *heavy.split()]
    shown = subprocess.run(command, cwd=PACKAGE.parent, check=True, capture_output=True, encoding="utf-8").stdout
    assert shown.split() == []
