"""The options of the look, typed and in slots: each changes the program, and what is not allowed is said."""

import json
import subprocess
import sys
from typing import get_args

import pytest

from derivanim.commands import animation
from derivanim.slots.base import Presented

SLOTS = {"template": "tangent_line", "function": "x^2", "point": "1"}


def derivanim(*arguments, data=None):
    """The command as a person runs it."""
    command = [sys.executable, "-m", "derivanim.cli", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def plain():
    """The program of the slots without any option."""
    return derivanim("code", "-", data=json.dumps(SLOTS)).stdout


@pytest.mark.parametrize(
    ("options", "there", "gone"),
    [
        (["--theme", "light"], 'GROUND = "#FBFAF6"', 'GROUND = "#12161F"'),
        (["--theme", "colorblind"], 'DERIVATIVE = "#F0E442"', 'DERIVATIVE = "#FFC857"'),
        (["--aspect", "9:16"], "config.frame_width, config.frame_height = 9, 16", "short, short\n"),
        (["--aspect", "1:1"], "config.pixel_width, config.pixel_height = short, short", "round(short"),
        (["--pace", "slow"], "PACE = 1.4", "PACE = 1.0"),
        (["--color", "green"], 'FUNCTION = "#7BD88F"', 'FUNCTION = "#58B7F5"'),
        (["--title", "Slopes cost $5"], r"Slopes cost \\$5", '"Tangent line"'),
        (["--no-steps"], "That is the derivative.", "Step 1"),
        (["--math", "latex"], "MathTex(", "MathTypst("),
    ],
)
def test_options_change_the_program(plain, options, there, gone):
    """An option of the look is in the program, and in the slots that it says it was made from."""
    changed = derivanim("code", "-", *options, data=json.dumps(SLOTS))
    assert 0 == changed.returncode, changed.stderr
    assert there in changed.stdout
    assert gone not in changed.stdout
    assert plain != changed.stdout


def test_slots_and_options_are_the_same():
    """What an option does, the field of the slots does too."""
    by_option = derivanim("code", "-", "--theme", "light", data=json.dumps(SLOTS)).stdout
    by_field = derivanim("code", "-", data=json.dumps(SLOTS | {"theme": "light"})).stdout
    assert by_option == by_field


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--theme", "pink"], 2, "'pink' is not one of 'dark', 'light', 'colorblind'"),
        (["--aspect", "4:3"], 2, "is not one of '16:9', '9:16', '1:1'"),
        (["--language", "xx"], 1, "there are no words in 'xx'; allowed: "),
        (["--title", "x" * 61], 1, "title: "),
    ],
)
def test_what_is_not_allowed(options, code, message):
    """A look that there is not ends in an error that says what there is."""
    done = derivanim("code", "-", *options, data=json.dumps(SLOTS))
    assert (code, "") == (done.returncode, done.stdout)
    assert message in done.stderr


def test_a_program_has_its_look(tmp_path):
    """A program cannot be given another look, and nothing is written."""
    program = tmp_path / "scene.py"
    program.write_text("from manim import *\n", "utf-8")
    done = derivanim("render", program, "-o", tmp_path / "a.mp4", "--theme", "light")
    assert 1 == done.returncode
    assert "a program has its look already; theme can be chosen for slots only" in done.stderr
    assert [program] == list(tmp_path.iterdir())


@pytest.mark.parametrize("field", ["pace", "color", "theme", "aspect", "math"])
def test_the_choices_of_the_command_are_those_of_the_slots(field):
    """They are written out twice, since the command line imports no schema before it needs one."""
    option = next(parameter for parameter in animation.animate.params if parameter.name == field)
    words = Presented.model_fields[field].annotation
    choices = {word for part in (words, *get_args(words)) for word in get_args(part) if isinstance(word, str)}
    assert choices == set(option.type.choices)
