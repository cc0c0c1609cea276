"""What may be published: figures rounded by one rule, and the attack they withstand."""
