docker run -d --name tides -p {{host}}:80 tides
