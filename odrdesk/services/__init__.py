"""One use case, one public function, one transaction, one record entry."""
