"""What Rasa is served with: its channel and the store of its conversations. No model is trained from these."""
