docker run --rm -v harbour:/data log
