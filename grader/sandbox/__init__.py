"""Where student code runs: a process of its own that takes calls and gives back values, never verdicts."""
