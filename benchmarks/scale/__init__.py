"""Generated news on invented events, in any number, with what was planted in it: for measuring at scale."""
