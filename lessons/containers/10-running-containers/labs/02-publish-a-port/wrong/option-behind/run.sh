docker run -d --name tides tides -p {{host}}:80
