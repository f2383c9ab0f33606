"""How much the tests that stand in rules would notice: mutants of every option of every shipped rule."""
