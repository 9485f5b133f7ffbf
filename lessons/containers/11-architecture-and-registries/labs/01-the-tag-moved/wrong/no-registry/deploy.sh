docker run -d --name tide tide@sha256:500e43d77608f0fcb6147ec800ece2e90b843e54588f06f7971dd32725eefda7
