"""The bank's side: takes the core feed in, builds each branch's generation, makes the demo bank."""
