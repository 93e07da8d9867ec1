"""`derivanim train`: options that are wrong, and what help needs."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from derivanim.cli import group
from derivanim.errors import DerivanimError, ModelError


@pytest.mark.parametrize(
    "options",
    [
        [], ["--target", "slots"], ["--target", "both", "--output", "o"],
        ["--target", "slots", "--output", "o", "--rank", "0"],
        ["--target", "slots", "--output", "o", "--learning-rate", "0"],
        ["--target", "slots", "--output", "o", "--dropout", "1"],
        ["--target", "slots", "--output", "o", "--targets", "q_proj,,"],
        ["--target", "slots", "--output", "o", "--preset", "huge"],
        ["--target", "slots", "--output", "o", "--quantization", "2bit"],
    ],
)  # fmt: skip
def test_wrong_options_are_usage(folder, options):
    """Exit code 2, and a line that says what is allowed."""
    result = CliRunner().invoke(group, ["train", str(folder), *options])
    assert 2 == result.exit_code
    assert "Error: " in result.output


def invoke(*words):
    """Run the command; raise what it raises."""
    CliRunner().invoke(group, ["train", *map(str, words)], standalone_mode=False, catch_exceptions=False)


def test_no_model_is_named(folder, tmp_path):
    """Neither by option nor by preset."""
    with pytest.raises(DerivanimError, match="no base model is named"):
        invoke(folder, "--target", "slots", "--output", tmp_path / "out")


def test_a_model_that_is_none(folder, tmp_path):
    """One line; and nothing was written."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"the tokenizer of .*empty cannot be loaded: ") as caught:
        invoke(folder, "--target", "slots", "--output", tmp_path / "out", "--model", tmp_path / "empty")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_targets_that_the_model_does_not_have(folder, base, tmp_path):
    """The names that were given stand in the line."""
    options = ("--target", "slots", "--output", tmp_path / "out", "--model", base)
    with pytest.raises(ModelError, match="reads at most 512 tokens"):
        invoke(folder, *options)
    # What failed before it began does not hold the folder against other options.
    with pytest.raises(ModelError, match=r"no adapter fits on .*c_attn"):
        invoke(folder, *options, "--length", 256, "--targets", "c_attn")


def test_a_folder_without_data(tmp_path):
    """Says how to build some."""
    with pytest.raises(DerivanimError, match="holds no finished data set"):
        invoke(tmp_path, "--target", "slots", "--preset", "embedded", "--output", tmp_path / "out")


def test_help_loads_nothing_heavy():
    """Neither torch nor transformers, peft or accelerate."""
    program = (
        "import sys\nfrom derivanim.cli import group\n"
        "try:\n    group(['train', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('torch', 'transformers', 'peft', 'accelerate', 'sympy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "[]" == ran.stdout.splitlines()[-1]
