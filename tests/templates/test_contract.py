"""What every template on disk must keep: schema and program agree, its examples are right, its programs are clean."""

import ast
import subprocess

import pytest
from jinja2 import meta
from ruff.__main__ import find_ruff_bin

from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.registry import load, templates
from derivanim.templates.environment import FOLDER, environment
from derivanim.templates.fill import common, fill, scene_of


def undeclared(file):
    """The names that a Jinja file takes from outside, those of the files that it includes among them."""
    tree = environment().parse((FOLDER / file).read_text(encoding="utf-8"))
    included = [name for name in meta.find_referenced_templates(tree) if name != "base.py.j2"]
    return meta.find_undeclared_variables(tree).union(*map(undeclared, included))


def first(template):
    """The first example of a template."""
    return load(templates()[template].EXAMPLES[0])


def test_every_schema_that_draws_has_a_program():
    """Schemas and programs are pairs of files of the same name."""
    drawing = {name for name, schema in templates().items() if schema.DRAWS}
    programs = {path.name.removesuffix(".py.j2") for path in FOLDER.glob("*.py.j2")} - {"base", "parts"}
    assert drawing == programs


def test_program_uses_what_the_scene_computes(template):
    """The names of the Jinja file are the keys of scene(), the subject of the base program apart."""
    computed = set(scene_of(templates()[template].EXAMPLES[0] and first(template).model_dump_json())) - {"subject"}
    assert computed == undeclared(f"{template}.py.j2")


@pytest.mark.parametrize("file", ["base.py.j2", "parts.py.j2"])
def test_shared_files_use_only_what_every_program_has(template, file):
    """The base program and the parts take nothing from a single template."""
    assert undeclared(file) <= {*common(first(template), ""), "subject"}


def test_there_are_examples_of_many_families(template):
    """Six examples at least."""
    assert len(templates()[template].EXAMPLES) >= 6


def test_examples_hold(example):
    """Every claim of every example is proved or agrees, and nothing was replaced."""
    checked = check(example)
    assert checked.results
    assert [] == [verdict for _, verdict in checked.results if not verdict.good]
    assert checked.replaced == ()


def test_programs_are_clean(example):
    """A filled program compiles, is formatted, and the linter finds nothing in it."""
    program = fill(example)
    ast.parse(program)
    for arguments in (["check", "--isolated"], ["format", "--isolated", "--line-length", "120", "--check"]):
        command = [find_ruff_bin(), *arguments, "--no-cache", "--stdin-filename", "program.py", "-"]
        done = subprocess.run(command, input=program, capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, done.stderr), done.stdout


def test_programs_stand_alone(example):
    """A program imports Manim and NumPy only."""
    tree = ast.parse(fill(example))
    froms = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imports = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert {"manim", "numpy"} >= {*froms, *imports}


def test_program_is_as_stored(template, goldens, regenerate):
    """The program of the first example is the stored one, byte for byte."""
    program = fill(check(first(template)).slots)
    path = goldens / f"{template}.py"
    if regenerate:
        path.write_text(program, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == program


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_examples_run_inside_the_frame(template):
    """Every example runs to its end, stays in the frame, overlaps no texts, and lasts 8 to 30 s at normal pace."""
    examples = [load(data).replaced(pace="normal") for data in templates()[template].EXAMPLES]
    for example, proof in zip(examples, prove(map(fill, examples)), strict=True):
        assert (True, "") == (proof.ok, proof.error), example
        assert proof.finite, example
        assert proof.visible, example
        assert proof.outside == (), example
        assert proof.overlapping == (), example
        assert 8 <= proof.duration <= 30, example
        assert proof.texts, example
