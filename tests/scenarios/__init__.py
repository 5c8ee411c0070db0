"""What people experience, told from the outside."""
