"""Lists on the screen."""
