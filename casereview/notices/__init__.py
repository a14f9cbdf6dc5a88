"""The outbox: what the product tells people by mail, with codes and links only."""
