"""Takes the pictures of the documents, and tells which of them are stale."""
