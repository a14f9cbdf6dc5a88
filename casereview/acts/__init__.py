"""The backbone: everything that can be done (acts) and looked at (asks), and the two doors to them."""
