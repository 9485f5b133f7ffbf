docker run -d --restart on-failure:5 -e STATION=north station
