"""Measurements, side by side in one run and printed as ratios: machines differ and are noisy, ratios less so."""
