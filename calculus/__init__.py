"""Mathematics: expressions read safely, differentiated in steps, claims proved, plot windows chosen."""
