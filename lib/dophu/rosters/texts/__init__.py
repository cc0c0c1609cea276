"""What a text of a list holds in any column: days, ages, names, places."""
