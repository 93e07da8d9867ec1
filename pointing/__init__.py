"""Requests as markers: what an answer in pointing form says, what it means, and whether the request holds it."""
