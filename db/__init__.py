"""Plan to SQLite: schema, load, search index, reading tables."""
