"""Database servers: several hosts in one address, standbys, and connections that break off."""
