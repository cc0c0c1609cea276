"""A campaign's first folder: what is asked, what lists tell, what is written."""
