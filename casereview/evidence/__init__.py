"""Documents, agency reports and chronologies: what each agency knew."""
