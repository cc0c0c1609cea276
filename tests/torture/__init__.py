"""Commands killed, and refused by the disk, at every call that changes a file."""
