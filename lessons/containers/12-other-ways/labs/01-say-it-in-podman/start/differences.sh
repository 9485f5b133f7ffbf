# 1. pull by a name that works everywhere

# 2. run, and keep the files yours

# 3. build, and keep the health check
