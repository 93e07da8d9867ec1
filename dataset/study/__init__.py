"""The study's published rows: read, checked, and turned into slots."""
