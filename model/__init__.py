"""The language model: tokenizer, training, constrained decoding, backends and the embedded weights."""
