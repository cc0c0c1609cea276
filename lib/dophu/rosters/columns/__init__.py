"""What each column of a table holds: births, statuses, hamlets, marks."""
