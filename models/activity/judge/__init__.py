"""How well it hears, beside what is simpler."""
