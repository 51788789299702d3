"""The shape of the checkout: layers, sizes, names, docstrings, links, and nothing of one machine in it."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

Function = ast.FunctionDef | ast.AsyncFunctionDef

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"core", "utils", "util", "helpers", "helper", "common", "misc"}

# What cli.py may import, besides the standard modules that hold no work: click declarations, one task each.
CLI_MAY_IMPORT = ("click.", "engine.tasks.", "sys.", "typing.", "collections.")

# On neither side of the waist: below it, or above it without being the text.
FREE_OF_THE_WAIST = {"values", "diagnostics", "compare", "lint", "tasks", "editor"}

# Written backwards, so that this file does not name them either.
REGISTRY_HOSTS = [name[::-1] for name in ("gro.ipyp", "gro.detsohnohtyp", "gro.sjmpn", "oi.setarc")]
HOME_PATH = re.compile(rb"(?<!\w)(?:/(?:home|Users|root)/|[A-Z]:\\Users\\)\w")

LINK = re.compile(r"\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)")


def contracts() -> dict[str, list[str]]:
    """The layers that each contract lists, by the id of the contract."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract.get("layers", []) for contract in listed}


def names(layers: list[str]) -> set[str]:
    return {name for layer in layers for name in re.findall(r"[\w.]+", layer)}


def sources() -> list[Path]:
    return sorted([*(ROOT / "engine").rglob("*.py"), *ROOT.glob("cli.py")])


def undocumented(scope: ast.Module | ast.ClassDef, path: str) -> Iterator[str]:
    """The public names of `scope` without a docstring, at any depth that can be reached from outside."""
    if not ast.get_docstring(scope):
        yield path
    for node in scope.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from undocumented(node, f"{path}:{node.name}")
        elif isinstance(node, Function) and not node.name.startswith("_") and not is_overload(node):
            yield from [] if ast.get_docstring(node) else [f"{path}:{node.name}"]


def is_overload(node: Function) -> bool:
    return any(ast.unparse(mark).endswith("overload") for mark in node.decorator_list)


def tracked() -> list[Path]:
    """What git tracks or would track; the test is skipped where there is no git to ask."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    asked = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def lint_imports(tree: Path, *options: str) -> tuple[int, str]:
    """Exit code and words of import-linter, run in `tree` by a process that has imported nothing of ours."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--no-logo", *options]
    done = subprocess.run(command, cwd=tree, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def skeleton(tree: Path, files: dict[str, str]) -> Path:
    """A tree with every package of the plan, empty but for `files`, under the contracts of this checkout."""
    shutil.copy(ROOT / "pyproject.toml", tree)
    packages = [f"engine/{name}/__init__.py" for name in names(contracts()["layers"])]
    for path in ["engine/__init__.py", "grammar/__init__.py", *packages, *files]:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(files.get(path, ""), "utf-8")
    return tree


def test_imports_keep_the_contracts() -> None:
    code, said = lint_imports(ROOT)
    assert code == 0, said


def test_the_contracts_allow_what_the_design_needs(tmp_path: Path) -> None:
    files = {
        "engine/syntax/from_text.py": "import lark\nimport grammar\nimport engine.ir\n",
        "engine/model/from_syntax.py": "import engine.syntax.from_text\n",
        "engine/explain/trace.py": "import engine.reference, engine.evaluator\n",
        "engine/compare/clauses.py": "import engine.model.from_syntax\n",
        "engine/tasks/files.py": "import os, time, random, sqlite3\nimport engine.compare.clauses\n",
        "engine/editor/server.py": "import socket\nimport engine.tasks.files\n",
    }
    code, said = lint_imports(skeleton(tmp_path, files))
    assert code == 0, said


@pytest.mark.parametrize(
    ("contract", "files"),
    [
        ("layers", {"engine/values/money.py": "import engine.ir"}),
        ("layers", {"engine/solver/terms.py": "import engine.columnar"}),
        ("layers", {"engine/surprise/__init__.py": ""}),
        ("waist", {"engine/ir/tree.py": "import engine.syntax"}),
        ("waist", {"engine/decisions/record.py": "import lark"}),
        ("waist", {"engine/evaluator/trace.py": "from grammar import text"}),
        ("waist", {"engine/cases/a.py": "import engine.values.b", "engine/values/b.py": "import lark"}),
        ("waist", {"engine/lots/a.py": "import engine.ir.b", "engine/ir/b.py": "import engine.model"}),
        ("purity", {"engine/explain/letter.py": "from pathlib import Path"}),
        ("door-lark", {"engine/model/tree.py": "from lark import Tree"}),
        ("door-click", {"engine/tasks/check.py": "import click"}),
        ("door-review", {"engine/compare/tree.py": "import z3"}),
        ("door-batch", {"engine/solver/terms.py": "import duckdb"}),
        ("cycles", {"engine/lots/a.py": "import engine.cases.b", "engine/cases/b.py": "import engine.lots"}),
    ],
)
def test_a_broken_contract_is_seen(contract: str, files: dict[str, str], tmp_path: Path) -> None:
    code, said = lint_imports(skeleton(tmp_path, files), "--contract", contract)
    assert code == 1, said
    assert "0 kept, 1 broken" in said


def test_every_package_stands_on_a_side_of_the_waist() -> None:
    sides = {name.removeprefix("engine.") for name in names(contracts()["waist"])} - {"grammar", "lark"}
    assert names(contracts()["layers"]) - FREE_OF_THE_WAIST == sides


def test_cli_imports_click_and_tasks_alone() -> None:
    found = []
    for cli in ROOT.glob("cli.py"):
        for node in ast.walk(ast.parse(cli.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [f"{node.module}.{alias.name}" for alias in node.names]
    assert [name for name in found if not f"{name}.".startswith(CLI_MAY_IMPORT)] == []


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    # the command line is declarations alone, and has as many as there are commands
    long = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE}
    assert long.keys() <= {"cli.py"}


def test_no_function_is_too_long() -> None:
    found: dict[str, int] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, Function):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found[f"{path.relative_to(ROOT)}:{node.name}:{node.lineno}"] = length
    assert {name: length for name, length in found.items() if length > LONGEST_FUNCTION} == {}


def test_every_name_says_something() -> None:
    paths = {path.relative_to(ROOT) for path in sources()}
    assert [path for path in sorted(paths) if {*path.parent.parts, path.stem} & NAMES_THAT_SAY_NOTHING] == []


def test_every_public_name_is_documented() -> None:
    found: list[str] = []
    for path in sources():
        found += undocumented(ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT)))
    assert found == []


def test_every_path_that_the_docs_link_to_exists() -> None:
    gone = []
    for page in [*ROOT.glob("README.md"), *ROOT.glob("CONTRIBUTING.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in LINK.findall(page.read_text("utf-8")):
            path = target.partition("#")[0]
            if path and not re.match(r"[a-z][a-z0-9+.-]*:", path) and not (page.parent / path).exists():
                gone.append(f"{page.relative_to(ROOT)}: {target}")
    assert gone == []


def test_nothing_tracked_names_a_registry_host_or_a_home_folder() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        hosts = [host for host in REGISTRY_HOSTS if host.encode() in content]
        homes = [match.group().decode() for match in HOME_PATH.finditer(content)]
        found += [f"{path.relative_to(ROOT)}: {name}" for name in [*hosts, *homes]]
    assert found == []


@pytest.mark.skipif(not (ROOT / "policies").is_dir(), reason="no policies to ship")
def test_the_wheel_carries_code_grammar_and_policies(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    carried = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    code = {str(path.relative_to(ROOT)) for path in sources()}
    shipped = [path for path in (ROOT / "policies").rglob("*") if path.is_file()]
    data = {f"engine/shipped_policies/{path.relative_to(ROOT / 'policies')}" for path in shipped}
    read = [*ROOT.glob("grammar/*.lark"), *(ROOT / "engine").rglob("*.mo")]
    assert carried >= code | data | {str(path.relative_to(ROOT)) for path in read}


def test_locks_pin_and_hash_every_package() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text("utf-8")
        lines = [line for line in text.replace("\\\n", "").splitlines() if not line.lstrip().startswith("#")]
        loose = [
            line
            for line in lines
            if not re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+ .*--hash=sha256:\w{64}", line)
        ]
        assert loose == [], lock.name
