"""Names of people, institutions and outlets: how they are spelled, and whether two can be one."""
