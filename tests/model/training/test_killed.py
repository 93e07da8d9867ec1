"""Trainings in processes of their own: killed and started again, quantised, and two at once."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import torch
from safetensors.torch import load_file

COMMON = ["--target", "slots", "--form", "copy", "--length", "256", "--batch", "2", "--sample", "2"]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def command(folder, base, output, *more, start=("-m", "derivanim.cli")):
    """The command line of a training."""
    options = ["--model", str(base), "--output", str(output), *COMMON, *more]
    return [sys.executable, *start, "train", str(folder), *options]


def adapter(output):
    """The weights that a training left."""
    return load_file(output / "adapter_model.safetensors")


def test_a_killed_training_ends_with_the_same_adapter(folder, base, tmp_path):
    """SIGKILL at a checkpoint and once more later; every number of the adapter and the history is the same."""
    options = ("--steps", "30", "--evaluate-every", "10", "--learning-rate", "0.01")
    subprocess.run(command(folder, base, tmp_path / "whole", *options), env=ENVIRONMENT, check=True)
    output = tmp_path / "killed"
    for step in (10, 20):
        process = subprocess.Popen(command(folder, base, output, *options), env=ENVIRONMENT)
        while not (output / "checkpoints" / f"checkpoint-{step}" / "whole").exists():
            assert process.poll() is None, "the training ended before it was killed"
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (output / "adapter_model.safetensors").exists()
    # What a kill in the middle of writing would leave.
    (output / "checkpoints" / "checkpoint-25").mkdir()
    subprocess.run(command(folder, base, output, *options), env=ENVIRONMENT, check=True)
    one, two = adapter(tmp_path / "whole"), adapter(output)
    assert all(torch.equal(one[name], two[name]) for name in one)
    finished = [json.loads((place / "training.json").read_text())["finished"] for place in (tmp_path / "whole", output)]
    assert finished[0]["evaluations"] == finished[1]["evaluations"]
    assert not (output / "checkpoints").exists()


@pytest.mark.parametrize("bits", ["4bit", "8bit"])
def test_a_quantised_base_is_trained_on_a_processor(folder, base, tmp_path, bits):
    """Ten real steps over a base in 4 or 8 bits; the loss falls."""
    output = tmp_path / "out"
    options = ("--steps", "10", "--evaluate-every", "10", "--quantization", bits, "--learning-rate", "0.01")
    subprocess.run(command(folder, base, output, *options), env=ENVIRONMENT, check=True)
    history = [json.loads(line) for line in (output / "history.jsonl").read_text().splitlines()]
    losses = [entry["loss"] for entry in history if "loss" in entry]
    assert 10 == json.loads((output / "training.json").read_text())["finished"]["steps"]
    assert losses[-1] < losses[0] - 0.3


def test_two_processes_train_one_adapter(folder, base, tmp_path):
    """Started by torchrun; an epoch has half the steps, and one result is printed."""
    output = tmp_path / "out"
    launch = ("-m", "torch.distributed.run", "--nproc_per_node", "2", "-m", "derivanim.cli")
    options = ("--epochs", "2", "--padding", "--learning-rate", "0.01")
    ran = subprocess.run(
        command(folder, base, output, *options, start=launch), env=ENVIRONMENT, check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    record = json.loads((output / "training.json").read_text())
    assert 2 == record["configuration"]["processes"]
    assert 2 * 24 // (2 * 2) == record["finished"]["steps"]
    assert [str(output)] == ran.stdout.splitlines()
    assert adapter(output)


def test_ctrl_c_says_how_far_it_came(folder, base, tmp_path):
    """One line, exit code 130, and what was trained stays for the same command."""
    options = ("--steps", "30", "--evaluate-every", "10")
    output = tmp_path / "out"
    process = subprocess.Popen(command(folder, base, output, *options), env=ENVIRONMENT, stderr=subprocess.PIPE)
    while not (output / "checkpoints" / "checkpoint-10" / "whole").exists():
        assert process.poll() is None, "the training ended before it was stopped"
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert "interrupted; trained as far as checkpoint" in errors.decode()
    assert "the same command goes on" in errors.decode()
    assert "Traceback" not in errors.decode()
