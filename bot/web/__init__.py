"""One aiohttp application: the pages and the chat on them, the doors of channels, health."""
