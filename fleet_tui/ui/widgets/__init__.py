"""One file a thing on screen."""
