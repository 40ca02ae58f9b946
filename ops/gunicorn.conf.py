"""How gunicorn serves the portal, here and in the containers.

HOST, PORT and WEB_CONCURRENCY (processes) come from the environment.
"""

import os

wsgi_app = "hub.wsgi:application"
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
if bind.count(":") > 1:
    host, _, port = bind.rpartition(":")
    bind = f"[{host}]:{port}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# Ten photographs over one bar of signal take minutes: a thread may wait, the process
# shows every second that it lives.
timeout = 60
graceful_timeout = 15
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- the heartbeat must not wait for a disk
control_socket_disable = True
SILENT_SECONDS = 60


def pre_request(worker, request):
    """Who neither sends nor takes anything for so long has gone: free the thread."""
    request.unreader.sock.settimeout(SILENT_SECONDS)
