"""The arms of a comparison: what answers a request, in one of the two targets."""
