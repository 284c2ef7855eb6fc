"""The API: what the command line says in JSON, at addresses below ``/api/``."""
