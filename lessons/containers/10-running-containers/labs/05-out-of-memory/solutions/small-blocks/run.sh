docker run -m20M --memory-swap=20m --cpus 0.8 model
