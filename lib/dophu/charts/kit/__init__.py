"""What figures are drawn with: paper, frame, letters, labels, scales, rows."""
