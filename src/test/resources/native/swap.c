/* Puts the file named first in the place of every shared object that appears in the folders named after it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char events[65536] __attribute__((aligned(8))), target[4352], copy[4352];
    int watch = inotify_init(), folder[16] = {0};
    for (int i = 2; i < argc && i < 16; i++)
        folder[i] = inotify_add_watch(watch, argv[i], IN_CREATE);
    printf("watching\n");
    fflush(stdout);
    for (;;) {
        ssize_t length = read(watch, events, sizeof events);
        for (char *at = events; length > 0 && at < events + length;) {
            struct inotify_event *event = (struct inotify_event *) at;
            at += sizeof *event + event->len;
            if (event->len == 0 || !strstr(event->name, ".so"))
                continue;
            for (int i = 2; i < argc && i < 16; i++) {
                if (folder[i] != event->wd)
                    continue;
                snprintf(target, sizeof target, "%s/%s", argv[i], event->name);
                snprintf(copy, sizeof copy, "%s/copy", argv[i]);
                unlink(copy);
                if (link(argv[1], copy) == 0 && rename(copy, target) == 0) {
                    printf("swapped %s\n", target);
                    fflush(stdout);
                }
            }
        }
    }
}
