docker run --rm --cpus 1 model
