"""Whatever states the drive's result outside a cell of its own, or against it."""
