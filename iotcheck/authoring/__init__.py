"""Tools for whoever keeps a policy file right: proofs about its rules, lint, freshness. They change nothing."""
