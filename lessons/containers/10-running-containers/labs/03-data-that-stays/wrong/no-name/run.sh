docker run --rm -v /var/log/harbour log
