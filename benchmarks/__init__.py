"""Measurements that docs/measured.md shows; each is a module that runs by itself."""
