"""How messages get in and out, and what runs."""
