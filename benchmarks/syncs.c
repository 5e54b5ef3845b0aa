/* Counts the calls that make data durable. Built when the benchmark runs; loaded before the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static long count;

long cunkou_syncs(void) { return count; }

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    count++;
    return real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    count++;
    return real(fd);
}
