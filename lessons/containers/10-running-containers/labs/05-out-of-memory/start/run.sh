docker run --rm model
