"""What is shipped: the wheel's contents, the public names, and imports that run one way."""

import ast
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import derivanim

ROOT = Path(__file__).parents[1]
ORDER = ["errors", "atomic", "calculus", "slots", "pointing", "templates", "render", "authoring", "dataset", "model"]
ORDER += ["compare"]
# Above the folders stand the modules of the root, each of which may use what is left of it.
ORDER += ["animate", "batch", "progress", "doctor", "web", "commands", "cli"]


def imports(path: Path) -> set[str]:
    """The parts of this package that a file imports, also inside of functions; imports for types alone not counted."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and id(node) not in typing_only
            and (node.module or "").startswith("derivanim.")
        ):
            found.add(node.module.split(".")[1])
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("derivanim.")}
    return found


@pytest.mark.parametrize("part", [name for name in ORDER if (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file()])
def test_imports_run_one_way(part):
    """No part imports one that stands after it."""
    files = [ROOT / f"{part}.py"] if (ROOT / f"{part}.py").is_file() else sorted((ROOT / part).rglob("*.py"))
    allowed = set(ORDER[: ORDER.index(part) + 1])

    assert {} == {str(file.relative_to(ROOT)): late for file in files if (late := imports(file) - allowed)}


@pytest.mark.parametrize("name", derivanim.__all__)
def test_public_names_stay_what_they_are(name):
    """A public name is a function or an error, also after the folder of the same name was imported."""
    import derivanim.render.sandbox
    import derivanim.slots.registry

    assert callable(getattr(derivanim, name))


def test_the_wheel_holds_what_runs_and_no_test(tmp_path):
    """Every template, grammar, phrase file, weight and module is in the wheel; no test, benchmark or document is."""
    # From a copy: a build leaves folders in its tree, and takes what an earlier build left there.
    source = shutil.copytree(
        ROOT, tmp_path / "source", ignore=shutil.ignore_patterns(".*", "build", "out", "runs", "*.egg-info")
    )
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("derivanim-")}
    folders = [name for name in ORDER if (ROOT / name / "__init__.py").is_file()]
    kinds = ("*.py", "*.j2", "*.lark", "*.yaml", "*.json", "*.safetensors", "*.typ", "*.ftl", "*.tmpl", "*.md")
    wanted = {path for folder in folders for kind in kinds for path in (ROOT / folder).rglob(kind)}
    wanted |= {*ROOT.glob("*.py"), ROOT / "py.typed"}

    assert {f"derivanim/{path.relative_to(ROOT)}" for path in wanted} == inside
