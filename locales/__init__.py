"""Every word that people read or type: texts out (``texts``), keywords in (``keywords``).

One folder per language: ``*.ftl`` (Fluent) say what Baraza says, ``keywords.toml`` which
words are understood, ``about.toml`` whose language it is, ``dates.toml`` names of days and months
where Babel's do not serve, ``progress.toml`` and ``numbers.toml`` what managers say of their
partnerships and numbers in words. A leaf: imports nothing else of
Baraza's own. All languages fall back to English, so a translation may lag behind without anybody
meeting an empty message.
"""

from locales.keywords import (
    NumberWords,
    choice,
    command,
    fold,
    is_bare,
    is_choice,
    number,
    number_words,
    progress_words,
    topic_words,
)
from locales.texts import (
    FOLDER,
    About,
    LocaleError,
    about,
    clock,
    closest,
    day,
    has_text,
    languages,
    read_toml,
    text,
)
from locales.when import past_day

__all__ = [
    "FOLDER",
    "About",
    "LocaleError",
    "NumberWords",
    "about",
    "choice",
    "clock",
    "closest",
    "command",
    "day",
    "fold",
    "has_text",
    "is_bare",
    "is_choice",
    "languages",
    "number",
    "number_words",
    "past_day",
    "progress_words",
    "read_toml",
    "text",
    "topic_words",
]
