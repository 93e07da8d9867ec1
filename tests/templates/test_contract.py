"""What every template on disk must keep, by the contract that `derivanim templates check` uses too."""

import statistics

import pytest

from derivanim.authoring.contract import JINJA, SCHEMA, problems, seen
from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.folders import OWN
from derivanim.slots.registry import load, templates
from derivanim.slots.words import rule, say
from derivanim.templates.environment import FOLDER, environment, file_of
from derivanim.templates.fill import common, fill


def first(template):
    """The first example of a template."""
    return load(templates()[template].EXAMPLES[0])


def test_template_keeps_the_contract(template):
    """Names, examples, claims and programs of a template are right, in every shape of the frame."""
    assert [] == [str(problem) for problem in problems(template, pictures=False)]


def test_first_example_can_be_shown(template):
    """The program of the first example runs, inside the frame, without overlaps, with captions, in 8 to 30 s."""
    slots = first(template).replaced(pace="normal")
    assert [] == [message for proof in prove([fill(slots)]) for message in seen(proof, slots)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_examples_can_be_shown(template):
    """The whole contract: every example, and the first one in every shape of the frame and without steps."""
    assert [] == [str(problem) for problem in problems(template)]


def test_every_program_has_a_schema():
    """No Jinja file of a template is without its schema."""
    drawing = {name for name, schema in templates().items() if schema.DRAWS}
    programs = {path.name.removesuffix(".py.j2") for path in FOLDER.glob("*.py.j2")} - {"base", "parts"}
    assert drawing == programs


@pytest.mark.parametrize("file", ["base.py.j2", "parts.py.j2"])
def test_shared_files_use_only_what_every_program_has(template, file):
    """The base program and the parts take nothing from a single template."""
    from derivanim.authoring.contract import undeclared

    assert undeclared(file) <= {*common(first(template), ""), "subject"}


def test_templates_are_short():
    """A template takes under 120 lines of Jinja and 80 of schema, in the median."""
    drawing = [name for name, schema in templates().items() if schema.DRAWS]
    schemas = [len((OWN / f"{name}.py").read_text("utf-8").splitlines()) for name in drawing]
    programs = [len(file_of(name).read_text("utf-8").splitlines()) for name in drawing]
    assert statistics.median(programs) < JINJA
    assert statistics.median(schemas) < SCHEMA, sorted(zip(schemas, drawing, strict=True))


def test_titles_and_rules_have_words(template):
    """Each template has a title of its own in English."""
    assert len(say("en", template)) > 3
    assert "power rule, chain rule" == rule("en", "power rule, chain rule")


def test_program_is_as_stored(template, goldens, regenerate):
    """The program of the first example is the stored one, byte for byte."""
    program = fill(check(first(template)).slots)
    path = goldens / f"{template}.py"
    if regenerate:
        path.write_text(program, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == program


def test_the_environment_knows_every_folder():
    """The loader of the environment looks into the folder of the package first."""
    assert str(FOLDER) == environment().loader.searchpath[0]
