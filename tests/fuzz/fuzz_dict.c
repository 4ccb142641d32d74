/* Checking a user's dictionary of arbitrary bytes: faults are listed, nothing crashes. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/stat.h>

#include "base/base.h"
#include "know/know.h"
#include "memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder with one dictionary in it, made once. */
static const char *folder(void)
{
    static char path[] = "/tmp/dateline-fuzz-XXXXXX";
    static bool made;
    if (!made && (mkdtemp(path) == NULL)) {
        abort();
    }
    made = true;
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char actors[64], file[80];
    (void)snprintf(actors, sizeof actors, "%s/actors", folder());
    (void)mkdir(actors, 0700);
    (void)snprintf(file, sizeof file, "%s/persons.txt", actors);
    if (file_write(file, (view){(const char *)data, size}, NULL) != DATELINE_OK) {
        return 0;
    }
    buf out = {0};
    size_t faults = 0;
    (void)know_check(folder(), &out, &faults, NULL);
    buf_free(&out);
    return 0;
}
