"""Measurements that a person runs: nothing here is part of the program or of its tests."""
