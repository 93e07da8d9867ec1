"""The comparison of ways to come from a request to a video: what each metric means."""
