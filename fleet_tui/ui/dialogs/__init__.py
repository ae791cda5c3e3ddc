"""One file a question; each is awaited for its answer."""
