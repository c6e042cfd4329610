"""Coverage: what the cases of a policy file show of its rules, what they do not, and the case that would show it."""
