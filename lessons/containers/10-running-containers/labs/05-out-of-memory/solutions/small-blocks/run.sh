docker run -m20M --cpus 0.8 model
