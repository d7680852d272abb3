"""The desk's two encrypted files: the journal with its views, and the told snapshot. The only SQL of the desk."""
