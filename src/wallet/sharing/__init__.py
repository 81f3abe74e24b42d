"""GIVING: disclosure, presentations, QR codes, pages, files."""
