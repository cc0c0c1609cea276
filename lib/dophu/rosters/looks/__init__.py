"""Colours, strokes and hidden parts of a sheet, and what was answered about them."""
