"""`fleet-tui completion`: what the shells ask while somebody types a command."""
