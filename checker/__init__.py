"""checker reads several articles on one event and says where they contradict each other."""
