# Everything that can go wrong, said so that a person can put it right.
