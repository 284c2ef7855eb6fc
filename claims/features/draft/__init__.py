"""An article that we are about to publish, held against the records of its story."""
