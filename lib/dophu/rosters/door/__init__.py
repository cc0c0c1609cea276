"""Lists for the door as they come back: answers of officers, row by row."""
