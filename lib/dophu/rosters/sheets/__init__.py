"""A sheet put together: its rows, with whatever could not be understood."""
