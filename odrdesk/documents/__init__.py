"""Facts in, the bytes of a paper out."""
