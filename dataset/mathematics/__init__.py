"""Functions by family and numbers that fit them, for every template, in every notation that the reader reads."""
