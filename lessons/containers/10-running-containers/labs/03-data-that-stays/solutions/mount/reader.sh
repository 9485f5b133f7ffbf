docker run --rm --mount type=volume,src=harbour,dst=/data,readonly log:latest cat /data/entries
