"""The account's WebSocket: the greeting, the frames, the answers, the heartbeat."""
