"""The official report, for publishing: Word, a page, PDF."""
