"""Does the issuer still stand by it: one file per dialect of status list."""
