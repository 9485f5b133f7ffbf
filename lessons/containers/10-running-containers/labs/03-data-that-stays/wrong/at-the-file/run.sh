docker run --rm -v harbour:/var/log/harbour/entries log
