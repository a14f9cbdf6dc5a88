"""Base pages, GOV.UK components, forms made from payloads, drafts."""
