# docker run … log cat /data/entries
