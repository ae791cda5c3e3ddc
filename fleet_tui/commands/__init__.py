"""The commands, one file each: NAME, HELP, `add_arguments` and `run`, which gives the exit code."""
