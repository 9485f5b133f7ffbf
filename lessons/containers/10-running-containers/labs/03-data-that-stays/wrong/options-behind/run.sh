docker run --rm log -v harbour:/var/log/harbour
