"""Promises kept, and shown."""
