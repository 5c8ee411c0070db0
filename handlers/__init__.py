"""What we do with a message; knows no messaging app and no HTTP."""
