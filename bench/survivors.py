"""Changes of the core's code that no test can or need notice, by `Mutant.key`, each with the reason."""

REASONS: dict[str, str] = {}
