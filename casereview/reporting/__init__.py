"""The Overview Report, its summary and brief, the accuracy round and sign-off."""
