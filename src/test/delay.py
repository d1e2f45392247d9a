#!/usr/bin/python3
"""Passes frames between two devices, those of the second one late: what netem does, where the kernel has none.

    delay.py DEV1 DEV2 MILLISECONDS
"""
import collections
import select
import socket
import sys
import time

ETH_P_ALL = 3


def opened(device):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    s.bind((device, 0))
    s.setblocking(False)
    return s


def frames(sock):
    while True:
        try:
            frame, sender = sock.recvfrom(1 << 17)
        except BlockingIOError:
            return
        if sender[2] != socket.PACKET_OUTGOING:
            yield frame


def main(near, far, delay):
    late = collections.deque()
    while True:
        wait = max(0, late[0][0] - time.monotonic()) if late else None
        ready, _, _ = select.select([near, far], [], [], wait)
        if near in ready:
            for frame in frames(near):
                far.send(frame)
        if far in ready:
            due = time.monotonic() + delay
            late.extend((due, frame) for frame in frames(far))
        while late and late[0][0] <= time.monotonic():
            near.send(late.popleft()[1])


if __name__ == "__main__":
    main(opened(sys.argv[1]), opened(sys.argv[2]), float(sys.argv[3]) / 1000)
