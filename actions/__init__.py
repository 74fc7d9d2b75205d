"""The actions Rasa calls. Each only translates: tracker → call of a service → events and replies."""
