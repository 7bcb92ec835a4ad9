"""The few dialogs: unsaved work, export, shortcuts, about. Problems are never told in one."""
