docker run --rm model -m 32m
