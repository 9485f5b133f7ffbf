docker run --rm \
  --mount type=volume,source=harbour,target=/var/log/harbour \
  log
