sudo docker run -dp {{host}}:80 tides
