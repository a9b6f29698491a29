#!/usr/bin/env python3
"""Opens event streams of one story that never ends and holds them: scripts/idle_readers.py http://127.0.0.1:8080 1000

The server's limits must allow it, and its painter must be slow; the README says how. End it with Ctrl-C or a signal.
"""
import json
import signal
import socket
import sys
import urllib.parse
import urllib.request


def post(address, body, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    return json.load(urllib.request.urlopen(request))


base, count = sys.argv[1], int(sys.argv[2])
token = post(f"{base}/v1/auth/guest", {})["access_token"]
events = post(f"{base}/v1/stories", {"theme": "a lighthouse"}, token)["links"]["events"]
url = urllib.parse.urlsplit(base)
head = (
    f"GET {events} HTTP/1.1\r\nHost: {url.netloc}\r\n"
    f"Authorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n"
)
streams = []
for _ in range(count):
    stream = socket.create_connection((url.hostname, url.port or 80))
    stream.sendall(head.encode())
    status = stream.recv(65536).split(b"\r\n")[0]
    if status != b"HTTP/1.1 200 OK":
        sys.exit(f"stream {len(streams) + 1} was refused: {status.decode()}")
    streams.append(stream)
print(f"{count} streams are open", file=sys.stderr, flush=True)
signal.pause()
