docker run --rm --read-only -v harbour:/data log cat /data/entries
