# Start the tide table so that it is reached at port {{host}} of this machine.
docker run -d --name tides tides
