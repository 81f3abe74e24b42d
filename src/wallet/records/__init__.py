"""SecuredCredential -> the one normalised Record, with the provenance of each field."""
