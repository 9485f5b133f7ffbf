docker run --rm -v harbour:/data:ro log cat /data/entries
