//! A real PostgreSQL cluster in a folder.
