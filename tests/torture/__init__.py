"""Hostile input at every door, from seeds: `make torture`. See SECURITY.md for what it holds the program to."""
