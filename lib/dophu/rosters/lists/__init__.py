"""What kind of list a sheet or file is, who sent it and which of two is newer."""
