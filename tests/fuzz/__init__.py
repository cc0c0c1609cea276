"""Damaged files of every kind: each ends as read or as refused, the parent lives."""
