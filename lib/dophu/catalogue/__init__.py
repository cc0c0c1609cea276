"""What is named once: columns, words, codes, messages, indicators, numbers."""
