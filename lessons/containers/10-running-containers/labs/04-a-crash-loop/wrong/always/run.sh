docker run -d --restart always -e STATION=north station
