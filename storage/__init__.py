"""Every table and every statement: what Baraza remembers, and the only code that speaks SQL."""
