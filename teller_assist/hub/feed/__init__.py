"""Feed intake: the canonical files, layouts that map a bank's extract onto them, and the feed doctor."""
