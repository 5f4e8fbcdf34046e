"""What a dispute is and what the law says of it; pure Python, no clock, no files."""
