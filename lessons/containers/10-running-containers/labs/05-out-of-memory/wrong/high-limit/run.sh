docker run --rm --memory 1g model
