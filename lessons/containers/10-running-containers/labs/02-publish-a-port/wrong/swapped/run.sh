docker run -d --name tides -p 80:{{host}} tides
