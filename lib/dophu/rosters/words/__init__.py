"""What words of status, presence and reason mean: a whole cell or nothing."""
