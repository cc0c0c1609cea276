"""A region: many units' drives reported together, from their campaigns or roll-ups."""
