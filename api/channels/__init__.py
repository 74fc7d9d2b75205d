"""Zalo, Telegram, web and terminal: messages in, replies out."""
