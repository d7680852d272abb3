"""What the branch knows and does, in plain Python: no Qt, no SQL, no files, no clock."""
