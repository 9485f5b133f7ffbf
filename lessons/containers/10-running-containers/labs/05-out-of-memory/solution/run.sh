docker run --rm --memory 16m model
