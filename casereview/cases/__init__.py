"""The case: notification, screening, decision, appointments; who is asking."""
