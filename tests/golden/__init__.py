"""Notebooks as papermill ran them for other parameters, kept to be compared."""
