docker run --rm -v harbour:/var/log/harbour log
