"""Reports of a comparison: a page, examples side by side, a table for a paper, and where each figure is from."""
