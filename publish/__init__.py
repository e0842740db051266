"""SQLite to people: the Datasette site, pages and exports."""
