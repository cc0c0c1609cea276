"""Benchmarks, printed as ratios of two things run side by side in one go."""
