"""The benchmark: our own figures beside something known, in the same run."""
