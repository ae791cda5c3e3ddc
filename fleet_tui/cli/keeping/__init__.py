"""Commands for whoever keeps the files: `fleet-tui backup` and `fleet-tui settings`."""
