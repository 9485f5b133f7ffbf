podman run --name north --env STATION=north --restart=on-failure:5 localhost/station
