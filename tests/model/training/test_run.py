"""Training from a data set to an adapter in its folder."""

import json

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

from derivanim.errors import DerivanimError
from derivanim.model.encoding import Style, load_style
from derivanim.model.training import run
from derivanim.model.training.run import train


def silent(stage, done, total):
    """A report that nobody reads."""


@pytest.fixture(scope="module")
def trained(folder, recipe, tmp_path_factory):
    """The output of a training of twelve steps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_ROOM", 0.1)
        return train(folder, tmp_path_factory.mktemp("trained") / "out", recipe(steps=12, evaluate_every=6), silent)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # peft asks by a name that transformers gave up
def test_what_a_training_leaves(trained, base, tokenizer):
    """The loss falls; the record is whole; no pickle stands there; the adapter loads with peft and counts."""
    record = json.loads((trained / "training.json").read_text())
    history = [json.loads(line) for line in (trained / "history.jsonl").read_text().splitlines()]
    losses = [entry["loss"] for entry in history if "loss" in entry]
    assert losses[-1] < losses[0] - 0.5
    assert [6, 12] == [entry["step"] for entry in record["finished"]["evaluations"]]
    assert 12 == record["finished"]["kept"]["step"] == record["finished"]["steps"]
    assert 5e-3 == record["configuration"]["learning_rate"]
    assert {"train": 24, "validation": 4} == record["finished"]["rows"]
    assert {"train": 0, "validation": 0} == record["finished"]["rows_too_long"]
    wanted = {"adapter_config.json", "adapter_model.safetensors", "curves.png", "derivanim.json", "history.jsonl"}
    assert {*wanted, "tensorboard", "training.json"} == {path.name for path in trained.iterdir()}
    assert Style(form="copy") == load_style(trained)

    tokens = torch.tensor([tokenizer("tangent to x**2 + 1 at 1").input_ids])
    plain = AutoModelForCausalLM.from_pretrained(base)
    before = plain(input_ids=tokens).logits
    adapted = PeftModel.from_pretrained(plain, trained)
    assert not torch.allclose(before, adapted(input_ids=tokens).logits, atol=1e-2)


def test_a_finished_training_is_left_as_it_is(trained, folder, recipe):
    """The same command again changes nothing; another one is refused, naming what differs."""
    adapter = trained / "adapter_model.safetensors"
    before = adapter.stat().st_mtime_ns
    assert trained == train(folder, trained, recipe(steps=12, evaluate_every=6), silent)
    assert before == adapter.stat().st_mtime_ns
    with pytest.raises(DerivanimError, match=r"another training: rank is 16 there and 4 here$"):
        train(folder, trained, recipe(steps=12, evaluate_every=6, rank=4), silent)


def test_other_data_is_refused(folder, recipe, tmp_path, quick):
    """A folder that was begun on other data is not mixed with these."""
    train(folder, tmp_path / "out", recipe(steps=1, evaluate_every=1), silent)
    file = tmp_path / "out" / "training.json"
    record = json.loads(file.read_text())
    record["data"]["manifest"] = "0" * 64
    file.write_text(json.dumps(record))
    with pytest.raises(DerivanimError, match="another training: data manifest is '000"):
        train(folder, tmp_path / "out", recipe(steps=1, evaluate_every=1), silent)


def test_a_folder_with_other_things_is_refused(folder, recipe, tmp_path):
    """Nothing of a person is overwritten."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(DerivanimError, match="holds something else"):
        train(folder, tmp_path, recipe(), silent)


def test_rows_that_are_all_too_long(folder, recipe, tmp_path):
    """One line says how long the longest is."""
    with pytest.raises(DerivanimError, match="no row of train has at most 16 tokens"):
        train(folder, tmp_path / "out", recipe(length=16), silent)


def test_early_stopping_counts_evaluations_without_a_better_one(folder, recipe, tmp_path, quick):
    """With a rate of nothing no evaluation is better than the first."""
    patient = recipe(steps=12, evaluate_every=1, early_stopping=2, learning_rate=1e-12)
    train(folder, tmp_path / "out", patient, silent)
    finished = json.loads((tmp_path / "out" / "training.json").read_text())["finished"]
    assert finished["steps"] < 12
    assert finished["steps"] - finished["kept"]["step"] == 2


def test_the_same_seed_gives_the_same_adapter(folder, recipe, tmp_path, quick):
    """Weights, order and dropout come from the seed alone."""
    for name in ("one", "two"):
        train(folder, tmp_path / name, recipe(steps=2, evaluate_every=2, packing=True), silent)
    one, two = (load_file(tmp_path / name / "adapter_model.safetensors") for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_the_other_target_and_the_other_ways(folder, recipe, tmp_path, quick):
    """Programs, the study's instructions, curriculum order, a subset, chosen modules, checkpointed activations."""
    ways = {"target": "code", "instruction": "seven", "order": "curriculum", "subset": 6, "packing": True}
    ways |= {"targets": ("q_proj", "v_proj"), "gradient_checkpointing": True, "accumulation": 2, "steps": 2}
    output = train(folder, tmp_path / "out", recipe(**ways), silent)
    record = json.loads((output / "training.json").read_text())
    assert Style(target="code", form="copy", instruction="seven") == load_style(output)
    assert {"train": 6, "validation": 4} == record["finished"]["rows"]
    assert ["q_proj", "v_proj"] == record["configuration"]["targets"]
    modules = {name.split(".")[-3] for name in load_file(output / "adapter_model.safetensors")}
    assert {"q_proj", "v_proj"} == modules
