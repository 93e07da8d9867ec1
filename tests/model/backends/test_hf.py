"""Tests of Hugging Face models, with one of random weights in the architecture that the package tunes."""

import json
import shutil
import subprocess
import sys

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.errors import MissingError, ModelError
from derivanim.model.answer import answer
from derivanim.model.backend import Ahead, load
from derivanim.model.constraint import pointing_grammar
from derivanim.model.encoding import Style

TANGENT = "show the tangent line to x^2 sin x at x = 1"


@pytest.fixture(scope="module")
def model(tuned_model):
    """The random model, which gets no examples."""
    return load(f"hf:{tuned_model}")


def test_what_is_not_there(tmp_path):
    """A folder without a model, and one without an adapter, are named in one line."""
    with pytest.raises(ModelError, match="does not load"):
        load(f"hf:{tmp_path}")
    with pytest.raises(ModelError, match=r"adapter_config\.json is missing"):
        load(f"hf:anything@{tmp_path}")


def test_pickled_weights_are_not_read(tmp_path, random_model):
    """Weights that could run code when they are read are no weights."""
    import torch

    folder = shutil.copytree(random_model, tmp_path / "pickled")
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="does not load"):
        load(f"hf:{folder}")


def test_four_bits_without_the_package(monkeypatch, random_model):
    """Where bitsandbytes is not installed, the command that installs it is named."""
    monkeypatch.setitem(sys.modules, "bitsandbytes", None)
    monkeypatch.setattr("derivanim.model.backend.find_spec", lambda name: None)
    with pytest.raises(MissingError) as caught:
        load(f"hf:{random_model}", four_bit=True)
    assert "pip install" in caught.value.hint


def test_a_model_that_writes_programs(tmp_path):
    """A model that was trained to write whole programs is not asked for slots."""
    Style(target="code").save(tmp_path)
    with pytest.raises(ModelError, match="whole programs"):
        load(f"hf:{tmp_path}")


@pytest.mark.parametrize(
    ("text", "expected"), [('{"threshold": 0.6}', 0.6), ("[]", None), ('{"threshold": "x"}', None)]
)
def test_calibration(tuned_model, tmp_path, text, expected):
    """A calibration beside the model gives the threshold, which is 0 without one; what is none is said."""
    folder = shutil.copytree(tuned_model, tmp_path / "model")
    (folder / "calibration.json").write_text(text)
    if expected is None:
        with pytest.raises(ModelError, match="no calibration"):
            load(f"hf:{folder}")
    else:
        assert expected == load(f"hf:{folder}").threshold
        assert 0.0 == load(f"hf:{tuned_model}").threshold


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_an_adapter(random_model, tmp_path):
    """An adapter changes what its base answers, in the style that stands beside it."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    base = AutoModelForCausalLM.from_pretrained(random_model)
    torch.manual_seed(1)
    config = LoraConfig(r=2, target_modules=["q_proj"], init_lora_weights=False)
    get_peft_model(base, config).save_pretrained(tmp_path)
    Style(claims=True).save(tmp_path)
    tuned = load(f"hf:{random_model}@{tmp_path}")
    assert Style(claims=True) == tuned.style
    assert tuned.few_shot is None
    prompt, grammar = tuned.prompt(find_spans(TANGENT)), pointing_grammar({"E1", "N1"})
    plain = load(f"hf:{random_model}").generate(prompt, grammar)
    assert plain.log_probability != tuned.generate(prompt, grammar).log_probability
    assert isinstance(answer(TANGENT, tuned).slots["template"], str)


def test_random_weights_answer_validly(model):
    """Whatever the weights, each answer is a whole one about markers of the request, and all are different."""
    request = find_spans(TANGENT)
    found = list(model.propose(request, 3, seed=1))
    assert found
    assert all("" == item.problem and 0 <= item.probability <= 1 for item in found)
    assert len(found) == len({json.dumps(item.target) for item in found})
    named = {value for item in found for name, value in item.target.items() if name in ("function", "point")}
    assert named <= {"E1", "N1"}


def test_the_same_answers_for_the_same_seed(model):
    """Same request and seed, same answers; and the chance of others is left as it was."""
    import torch

    request = find_spans(TANGENT)
    state = torch.random.get_rng_state()
    first, second = (list(model.propose(request, 2, seed=5)) for _ in range(2))
    assert first == second
    assert torch.equal(state, torch.random.get_rng_state())


REQUESTS = (TANGENT, "product rule for x sin x", "find the maximum of x(10 - 2x) on [0, 5]", "hello", "tangent")


def test_several_are_what_each_is_alone(model, monkeypatch):
    """Side by side, filled up on the left, each request has the answer and the probability that it has alone."""
    requests = [find_spans(text) for text in REQUESTS]
    alone = [next(model.propose(request)) for request in requests]
    assert isinstance(model, Ahead)
    model.ahead(requests)
    with monkeypatch.context() as patched:
        patched.delattr(type(model), "generate")
        together = [next(model.propose(request)) for request in requests]
    model.ahead([])
    assert len({len(model.prompt(request)) for request in requests}) > 1
    assert len({str(one.target) for one in alone}) > 1
    assert [(one.target, one.problem) for one in alone] == [(one.target, one.problem) for one in together]
    assert [one.probability for one in alone] == pytest.approx([one.probability for one in together], rel=1e-2)


def test_answering(model):
    """A model that knows nothing leads to slots, a refusal or a question, never to an error."""
    assert isinstance(answer(TANGENT, model).slots["template"], str)


def test_the_likelihood_is_that_of_the_model(model):
    """The probability of an answer is the model's own, over all tokens, not over those that were allowed."""
    import torch

    request = find_spans(TANGENT)
    prompt = model.prompt(request)
    written = model.generate(prompt, pointing_grammar({"E1", "N1"}))
    tokens = model.tokenizer(written.text)["input_ids"]
    # The answer may have been cut into other tokens than the tokenizer's; their number bounds the likelihood.
    assert written.log_probability < -torch.log(torch.tensor(2.0)).item() * len(tokens) / 4


@pytest.mark.slow
def test_a_prompt_that_does_not_fit(random_model, monkeypatch):
    """Examples are left out where the context is short, and what does not fit even so is said."""
    model = load(f"hf:{random_model}")
    request = find_spans(TANGENT)
    whole = model.prompt(request)
    monkeypatch.setattr(model, "_room", len(whole) + 60)
    shorter = model.prompt(request)
    assert len(shorter) < len(whole)
    monkeypatch.setattr(model, "_room", 300)
    with pytest.raises(ModelError, match="the model reads"):
        model.prompt(request)


def test_signs_of_the_tokenizer_in_a_request(model):
    """What a person writes is never read as the end of the text."""
    assert 1 not in model.prompt(find_spans("tangent to x^2 at 1 <end>"))


@pytest.mark.slow
def test_copies_of_random_weights(random_model):
    """The copying form is held to its grammar as well; what never ends is a question."""
    model = load(f"hf:{random_model}", form="copy")
    assert answer(TANGENT, model).slots["template"] in ("unclear", "unsupported")


@pytest.mark.slow
def test_four_bits(random_model):
    """In 4 bits, by the command: valid slots or a question, and no error, from weights that are a quarter as large."""
    model = load(f"hf:{random_model}", four_bit=True)
    linear = model.model.model.layers[0].mlp.up_proj
    assert "Linear4bit" == type(linear).__name__
    assert 256 * 688 / 2 == linear.weight.numel()
    found = list(model.propose(find_spans(TANGENT), 2))
    assert found
    assert all("" == item.problem for item in found)
    command = [sys.executable, "-m", "derivanim.cli", "slots", TANGENT, "--model", f"hf:{random_model}", "--four-bit"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode in (0, 3)
    assert "template" in json.loads(done.stdout)
    assert "Traceback" not in done.stderr
