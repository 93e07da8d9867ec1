"""What the trainer decides: the best evaluation, the pace, the newest whole checkpoint."""

import pytest

from derivanim.model.training.tuner import arguments, best_of, evaluations, newest, sample, set_pace


def one(step, right, proved, valid, loss):
    """An evaluation."""
    return {"step": step, "right": right, "proved": proved, "valid": valid, "loss": loss}


def test_the_best_is_the_first_of_the_best_quality_then_loss():
    """Loss decides only where the shares are the same."""
    found = [one(1, 0.5, 0.7, 0.9, 0.1), one(2, 0.6, 0.6, 0.6, 0.9), one(3, 0.6, 0.7, 0.8, 0.5)]
    assert 3 == best_of(found)["step"]
    assert 4 == best_of([*found, one(4, 0.6, 0.7, 0.8, 0.4)])["step"]
    assert 3 == best_of([*found, one(4, 0.6, 0.7, 0.8, 0.5)])["step"]


def test_evaluations_are_read_from_the_history():
    """Loss and shares of a step stand in two entries; an evaluation without shares is not over."""
    history = [
        {"step": 1, "loss": 2.0}, {"step": 2, "eval_loss": 1.5}, {"step": 2, "right": 0.1, "proved": 0.2, "valid": 0.3},
        {"step": 4, "eval_loss": 1.0},
    ]  # fmt: skip
    assert [one(2, 0.1, 0.2, 0.3, 1.5)] == evaluations(history)


@pytest.mark.parametrize(
    ("changes", "sequences", "expected"),
    [
        ({"steps": None, "epochs": 3, "evaluate_every": None}, 21, (33, 11, 11, 1)),
        ({"steps": None, "epochs": 3, "evaluate_every": None, "accumulation": 4}, 21, (9, 3, 3, 1)),
        ({"steps": None, "epochs": 0.5, "evaluate_every": None}, 800, (200, 200, 50, 2)),
        ({"steps": 1000, "evaluate_every": 300}, 21, (1000, 300, 50, 10)),
    ],
)
def test_the_pace(recipe, tmp_path, changes, sequences, expected):
    """Steps in all, and between evaluations, checkpoints and logged losses; two sequences a batch."""
    chosen = recipe(**changes)
    args = arguments(chosen, tmp_path)
    total = set_pace(args, chosen, sequences)
    assert expected == (total, args.eval_steps, args.save_steps, args.logging_steps)


def test_only_whole_checkpoints_count(tmp_path):
    """The newest by number; what was cut off is removed."""
    assert newest(tmp_path) is None
    for step, whole in ((50, True), (100, True), (900, False)):
        folder = tmp_path / "checkpoints" / f"checkpoint-{step}"
        folder.mkdir(parents=True)
        if whole:
            (folder / "whole").touch()
    assert tmp_path / "checkpoints" / "checkpoint-100" == newest(tmp_path)
    assert not (tmp_path / "checkpoints" / "checkpoint-900").exists()


def test_the_sample_is_the_same_for_the_same_seed(tangents):
    """And never larger than what there is."""
    assert sample(tangents, 5, 1) == sample(tangents, 5, 1)
    assert sample(tangents, 5, 1) != sample(tangents, 5, 2)
    assert len(tangents) == len(sample(tangents, 500, 1))
