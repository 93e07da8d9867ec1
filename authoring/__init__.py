"""The tools of those who write templates: the contract that all keep, the skeleton of a new one, the gallery."""
