"""A region: many units' drives told together, from their campaigns or roll-ups."""
