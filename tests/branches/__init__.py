"""How many branches of the kit's code tests take, as ``make coverage`` counts them."""
