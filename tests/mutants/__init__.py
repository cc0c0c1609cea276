"""Small faults put into the rules of the kit one by one: do the tests notice?"""
