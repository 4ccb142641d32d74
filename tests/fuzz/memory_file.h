/* A file that holds the fuzzer's bytes and has a path, for what is opened by name. */
#ifndef TESTS_FUZZ_MEMORY_FILE_H
#define TESTS_FUZZ_MEMORY_FILE_H

#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Gives a descriptor, which the caller closes, and its path; -1 = no file could be made. */
static inline int memory_file(const uint8_t *data, size_t size, char path[64])
{
    int fd = memfd_create("fuzz", 0);
    if (fd >= 0 && write(fd, data, size) != (ssize_t)size) {
        (void)close(fd);
        fd = -1;
    }
    (void)snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

#endif
