docker run --rm log
