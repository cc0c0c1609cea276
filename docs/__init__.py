"""The pages of the manual, and the program that prints the generated ones."""
