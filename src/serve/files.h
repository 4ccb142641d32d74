/* serve/files.h - what tools/embed-page makes of the built page: its files, gzipped. */
#ifndef SERVE_FILES_H
#define SERVE_FILES_H

#include <stddef.h>

typedef struct {
    const char *path; /* "/page.js"; NULL ends the list */
    const char *type; /* "text/javascript; charset=utf-8" */
    const unsigned char *data;
    size_t length; /* bytes, gzipped */
} serve_file;

extern const serve_file serve_files[];

#endif
