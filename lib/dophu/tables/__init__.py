"""Tables that a person reads: pandas in, pandas out, no words."""
