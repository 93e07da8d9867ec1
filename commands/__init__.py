"""The commands of `derivanim`, by subject; importing them imports nothing heavy."""
