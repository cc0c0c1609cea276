"""Lists for the door: who is still to be reached, on paper and as workbooks.

They hold children's data: they stand under ``lists/`` of an edition, or where an office
asks for them, and nowhere else.
"""
