docker run -d --restart always station
