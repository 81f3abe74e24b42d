"""One file per portfolio form."""
