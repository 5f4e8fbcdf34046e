"""What stands over the window for a moment."""
