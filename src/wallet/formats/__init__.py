"""BYTES <-> SecuredCredential, one file per form. Nothing is believed here."""
