"""Which rows are headings, and which column each of them names."""
