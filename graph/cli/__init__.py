"""The command line: one file a command; nothing here knows how an answer is found."""
