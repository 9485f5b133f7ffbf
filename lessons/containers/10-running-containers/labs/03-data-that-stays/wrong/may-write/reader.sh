docker run --rm -v harbour:/data log cat /data/entries
