"""The documents of an edition as pictures, to be looked at: ``make look``."""
