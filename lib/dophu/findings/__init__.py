"""What the tables say: each finding once, as data and as a sentence."""
