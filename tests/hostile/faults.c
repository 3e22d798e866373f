/* Loaded before libc (LD_PRELOAD): the n-th call of a kind on files below a folder fails with EIO, or kills who calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char kind[32], place[4096];
static long due, passed;
static int how; /* 0 = fails once, 1 = fails from then on, 2 = dies */

void fault_arm(const char *call, const char *below, long number, int mode) {
    snprintf(kind, sizeof kind, "%s", call);
    snprintf(place, sizeof place, "%s", below);
    due = number;
    passed = 0;
    how = mode;
}

long fault_passed(void) { return passed; }

static int named(const char *call, const char *path) {
    if (!due || strcmp(call, kind) || strncmp(path, place, strlen(place))) return 0;
    passed++;
    if (how == 1 ? passed < due : passed != due) return 0;
    if (how == 2) kill(getpid(), SIGKILL);
    errno = EIO;
    return 1;
}

static int fails(const char *call, int file) {
    char link[64], path[4096];
    ssize_t length;
    if (!due || strcmp(call, kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return named(call, path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

#define MOVES(name, call, buffer, ...) \
    ssize_t name(int file, buffer data, size_t size, ##__VA_ARGS__)

MOVES(write, "write", const void *) { REAL(ssize_t, write, int, const void *, size_t); return fails("write", file) ? -1 : real(file, data, size); }
MOVES(read, "read", void *) { REAL(ssize_t, read, int, void *, size_t); return fails("read", file) ? -1 : real(file, data, size); }
MOVES(pwrite, "write", const void *, off_t at) { REAL(ssize_t, pwrite, int, const void *, size_t, off_t); return fails("write", file) ? -1 : real(file, data, size, at); }
MOVES(pwrite64, "write", const void *, off_t at) { REAL(ssize_t, pwrite64, int, const void *, size_t, off_t); return fails("write", file) ? -1 : real(file, data, size, at); }
MOVES(pread, "read", void *, off_t at) { REAL(ssize_t, pread, int, void *, size_t, off_t); return fails("read", file) ? -1 : real(file, data, size, at); }
MOVES(pread64, "read", void *, off_t at) { REAL(ssize_t, pread64, int, void *, size_t, off_t); return fails("read", file) ? -1 : real(file, data, size, at); }
int fsync(int file) { REAL(int, fsync, int); return fails("sync", file) ? -1 : real(file); }
int fdatasync(int file) { REAL(int, fdatasync, int); return fails("sync", file) ? -1 : real(file); }
int ftruncate(int file, off_t size) { REAL(int, ftruncate, int, off_t); return fails("truncate", file) ? -1 : real(file, size); }
int ftruncate64(int file, off_t size) { REAL(int, ftruncate64, int, off_t); return fails("truncate", file) ? -1 : real(file, size); }
int rename(const char *old, const char *path) { REAL(int, rename, const char *, const char *); return named("rename", path) ? -1 : real(old, path); }
int unlink(const char *path) { REAL(int, unlink, const char *); return named("unlink", path) ? -1 : real(path); }
