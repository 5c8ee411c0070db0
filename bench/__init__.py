"""What Baraza is measured with; nothing here runs in an installation."""
