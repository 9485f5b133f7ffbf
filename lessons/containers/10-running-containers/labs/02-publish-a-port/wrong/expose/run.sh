docker run -d --name tides tides
