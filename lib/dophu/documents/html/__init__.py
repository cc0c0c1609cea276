"""The page, and the notebooks as pages."""
