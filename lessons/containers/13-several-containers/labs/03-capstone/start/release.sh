docker build -t gauge .
