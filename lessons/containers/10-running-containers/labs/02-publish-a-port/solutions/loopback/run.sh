docker container run --detach \
  --publish=127.0.0.1:{{host}}:80/tcp \
  tides:latest
