"""`fleet-tui keys`: what each key does where, after the settings, and what a key is called."""
