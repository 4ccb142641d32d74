/* Opening a knowledge pack of arbitrary bytes: refused or usable, never a crash. */
#define _GNU_SOURCE
#include "know/know.h"
#include "memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memory_file(data, size, path);
    know *k = NULL;
    if (fd >= 0 && know_open(path, NULL, &k, NULL) == DATELINE_OK) {
        uint32_t entries[4];
        (void)know_find(k, VIEW("Rabat"), KNOW_ANY, entries, 4);
        know_close(k);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return 0;
}
