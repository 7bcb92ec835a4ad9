"""One dock or panel per file; each shows what it is given and says what the user asked for."""
