"""Figures that policy files state, and those that their sources say: read from texts, matched, held to directions."""
