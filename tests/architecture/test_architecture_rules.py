"""The rules of the house that no linter holds: names, sizes, registries, imports without Qt, wording."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet import wording

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "wallet"
MODULES = sorted(SRC.rglob("*.py"))
FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}
FORBIDDEN_CLASS_ENDINGS = ("Manager", "Helper", "Util", "Utils")
LONGEST_MODULE = 500


def name_of(path: Path) -> str:
    """The path as people read it in a failure."""
    return str(path.relative_to(ROOT))


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text("utf-8"))


def test_no_module_is_called_by_what_it_might_contain() -> None:
    assert [name_of(path) for path in MODULES if path.stem in FORBIDDEN_MODULES] == []


def test_no_class_is_called_manager_or_helper() -> None:
    found = [
        f"{name_of(path)}: {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(FORBIDDEN_CLASS_ENDINGS)
    ]
    assert found == []


def test_every_module_fits_in_one_head() -> None:
    too_long = {
        name_of(path): lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }
    assert too_long == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [name_of(path) for path, tree in trees() if not ast.get_docstring(tree)] == []


def test_only_the_window_and_the_workers_start_threads() -> None:
    allowed = {SRC / "ui" / "tasks.py"}
    found = []
    for path, tree in trees():
        if path in allowed or SRC / "adapters" in path.parents:
            continue
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [f"{name_of(path)}: {name}" for name in names if name in ("threading", "concurrent.futures")]
    assert found == []


def test_no_translated_text_is_put_together_from_pieces() -> None:
    """An f-string inside tr() is extracted as it stands and then never found at run time."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("tr", "translate") and any(isinstance(argument, ast.JoinedStr) for argument in node.args):
                found.append(f"{name_of(path)}:{node.lineno}")
    assert found == []


def test_everything_but_the_window_runs_without_qt() -> None:
    names = [
        ".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if SRC / "ui" not in path.parents
    ]
    program = f"import importlib, sys\nfor name in {names!r}:\n    importlib.import_module(name)\n"
    program += "print([name for name in sys.modules if name.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ["verification/cryptosuites", "verification/dids", "portfolio/writers", "formats"])
def test_every_peer_is_named_in_its_registry(room: str) -> None:
    """A file that nothing registers is a feature that nobody gets."""
    folder = SRC / room
    registry = "\n".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.stem in ("__init__", "resolver", "detect")
    )
    everything = "\n".join(path.read_text("utf-8") for path in MODULES if path.parent != folder) + registry
    peers = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
    assert [peer for peer in peers if not re.search(rf"\b{peer}\b", everything)] == []


def test_the_wording_is_complete_in_both_languages() -> None:
    english, dutch = wording.catalogue("en"), wording.catalogue("nl")
    assert sorted(english.keys() - dutch.keys()) == []
    assert sorted(dutch.keys() - english.keys()) == []
    differing = [key for key in english if wording.placeholders(english[key]) != wording.placeholders(dutch[key])]
    assert [key for key in differing if key not in DELIBERATELY_DIFFERENT] == []
    assert [key for key, sentence in {**english, **dutch}.items() if not sentence.strip()] == []


DELIBERATELY_DIFFERENT: frozenset[str] = frozenset()


def test_every_error_code_has_its_sentence() -> None:
    """A code that reaches a person without a sentence would be shown as a code."""
    raised = re.compile(r"""(\w+Error)\(\s*["']([a-z_0-9]+(?:\.[a-z_0-9]+)+)["']""")
    missing = set()
    for path in MODULES:
        for kind, code in raised.findall(path.read_text("utf-8")):
            if kind not in ("ValueError", "TypeError", "KeyError") and not (
                wording.has(f"error.{code}") or wording.has(f"check.{code}")
            ):
                missing.add(code)
    assert sorted(missing) == []


def test_every_check_code_has_its_sentence() -> None:
    made = re.compile(
        r"""\b(?:passed|failed|unknown|not_applicable)\(\s*(?:CheckKind\.)?\w+,\s*["']([a-z_0-9]+(?:\.[a-z_0-9]+)+)["']"""
    )
    missing = {
        code for path in MODULES for code in made.findall(path.read_text("utf-8")) if not wording.has(f"check.{code}")
    }
    assert sorted(missing) == []


def test_the_source_has_no_invisible_or_reversing_characters() -> None:
    hidden = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
    found = [
        name_of(path)
        for path in [*MODULES, *(ROOT / "packaging").glob("*"), *(ROOT / "resources").rglob("*.toml")]
        if path.is_file() and hidden.search(path.read_text("utf-8", "replace"))
    ]
    assert found == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: nothing says which files belong to the project")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_nothing_of_one_machine_and_no_registry_address_is_committed() -> None:
    registries = "|".join(("npm" + r"js\.(?:org|com)", "py" + r"pi\.org", "python" + "hosted", r"deb\." + "debian"))
    machine = re.compile(rf"(?:/(?:work|root)/\w|{registries})")
    texts = {
        ".py",
        ".toml",
        ".md",
        ".txt",
        ".in",
        ".sh",
        ".json",
        ".ts",
        ".cmd",
        ".js",
        ".html",
        ".yml",
        ".xml",
        ".svg",
        "",
    }
    found = [
        name_of(path)
        for path in tracked()
        if path.suffix in texts and path.is_file() and machine.search(path.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_source_files_are_reached_by_the_scripts_of_the_readme() -> None:
    for script in ("packaging/run", "packaging/test", ".ci/run"):
        assert (ROOT / script).stat().st_mode & 0o111, f"{script} cannot be run"
