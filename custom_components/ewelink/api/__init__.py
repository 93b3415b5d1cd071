"""A typed client of the eWeLink cloud; knows nothing of Home Assistant."""
