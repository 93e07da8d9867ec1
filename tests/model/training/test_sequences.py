"""Rows become sequences: packed or alone, read by the model as if each stood by itself."""

import pytest
import torch
from transformers import AutoModelForCausalLM

from derivanim.errors import DerivanimError
from derivanim.model.encoding import Style, TextEncoding
from derivanim.model.rows import Encoded
from derivanim.model.training.sequences import (
    IGNORED,
    Kept,
    alone,
    collate,
    encoded,
    load_rows,
    packed,
    save_rows,
)


def rows(*lengths):
    """Rows of these lengths, whose tokens are all different."""
    return [Encoded(tuple(range(100 * n, 100 * n + length)), 2) for n, length in enumerate(lengths, 1)]


def test_each_row_is_packed_once_and_nothing_is_too_long():
    """The same seed packs in the same way, another one in another order."""
    given = rows(*(3 + number * 7 % 11 for number in range(40)))
    done = packed(given, 20, seed=1)
    assert sorted(row.tokens for row in given) == sorted(row.tokens for group in done for row in group)
    assert max(sum(len(row.tokens) for row in group) for group in done) <= 20
    assert len(done) <= 1.1 * sum(len(row.tokens) for row in given) / 20 + 1
    assert done == packed(given, 20, seed=1)
    assert done != packed(given, 20, seed=2)


def test_a_curriculum_keeps_its_order():
    """Without a seed, rows follow each other as they were given."""
    given = rows(9, 4, 8, 3, 3)
    assert [(given[0],), (given[1],), (given[2],), (given[3], given[4])] == packed(given, 10, seed=None)


def test_only_completions_count():
    """Prompts and padding are left out of the labels; positions restart with each row."""
    one, two, three = rows(4, 3, 3)
    batch = collate([(one, two), (three,)], pad=7)
    assert [100, 101, 102, 103, 200, 201, 202] == batch["input_ids"][0].tolist()
    assert [IGNORED, IGNORED, 102, 103, IGNORED, IGNORED, 202] == batch["labels"][0].tolist()
    assert [0, 1, 2, 3, 0, 1, 2] == batch["position_ids"][0].tolist()
    assert [300, 301, 302, 7, 7, 7, 7] == batch["input_ids"][1].tolist()
    assert [IGNORED, IGNORED, 302, IGNORED, IGNORED, IGNORED, IGNORED] == batch["labels"][1].tolist()
    assert [0, 1, 2, 3, 4, 5, 6] == batch["position_ids"][1].tolist()


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
def test_a_packed_row_is_read_as_if_it_stood_alone(base, tokenizer, attention, tangents):
    """The logits of three rows in one sequence, also in a batch with padding, are those of each row by itself."""
    model = AutoModelForCausalLM.from_pretrained(base, attn_implementation=attention).eval()
    encoding = TextEncoding(tokenizer, Style(form="copy"))
    one, two, three, four = (encoding.row(row) for row in tangents[:4])
    batch = collate([(one, two, three), (four,)], encoding.pad)
    del batch["labels"]
    with torch.no_grad():
        together = model(**batch).logits
        place = 0
        for index, row in ((0, one), (0, two), (0, three), (1, four)):
            place = 0 if index else place
            single = model(input_ids=torch.tensor([row.tokens])).logits[0]
            inside = together[index, place : place + len(row.tokens)]
            assert torch.allclose(single, inside, atol=1e-5)
            place += len(row.tokens)
    # Without the positions, a row sees what stands before it.
    with torch.no_grad():
        seen = model(input_ids=batch["input_ids"]).logits[0, len(one.tokens) : len(one.tokens) + len(two.tokens)]
        assert not torch.allclose(model(input_ids=torch.tensor([two.tokens])).logits[0], seen, atol=1e-3)


def test_a_row_that_is_too_long_is_left_out(tokenizer, tangents):
    """And counted; half an answer teaches to stop halfway."""
    encoding = TextEncoding(tokenizer, Style(form="copy"))
    lengths = sorted(len(encoding.row(row).tokens) for row in tangents)
    kept = encoded(tangents, encoding, lengths[-1] - 1, lambda *_: None, "train")
    assert lengths.count(lengths[-1]) == kept.left_out
    assert len(tangents) == len(kept.rows) + kept.left_out


def test_a_split_without_rows(tokenizer):
    """Training needs rows of validation."""
    with pytest.raises(DerivanimError, match="has no rows of validation"):
        encoded([], TextEncoding(tokenizer, Style()), 100, lambda *_: None, "validation")


def test_encoded_rows_come_back_from_their_file(tmp_path):
    """As they were."""
    kept = Kept(rows(4, 9, 3), 5)
    save_rows(kept, tmp_path / "rows.safetensors")
    assert kept == load_rows(tmp_path / "rows.safetensors")
    assert [(row,) for row in kept.rows] == alone(kept.rows)
