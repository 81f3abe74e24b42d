"""THE ENCRYPTED STORE: header and key wrapping, database, migrations, repositories, search, backup."""
