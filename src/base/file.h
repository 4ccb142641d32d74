/* base/file.h - files: mapped for reading, read whole, written whole or as a stream.
 *
 *     mapped m;
 *     TRY(file_map("model.bin", &m, e));  ... m.bytes ...  file_unmap(&m);
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <dateline/status.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/view.h"

typedef struct {
    view bytes;
} mapped;

/* Maps a regular file read-only and shared; an empty file gives an empty view. */
MUST_USE dateline_status file_map(const char *path, mapped *out, dateline_error *e);
void file_unmap(mapped *m);

/* Reads a file, a pipe or ("-") standard input to its end into the arena; limit in bytes. */
MUST_USE dateline_status file_read(const char *path, arena *a, size_t limit, view *out,
                                   dateline_error *e);
/* A file that is read from its beginning to its end, "-" = standard input. */
typedef struct {
    int fd;           /* -1 = closed */
    const char *path; /* the caller's, for messages; must outlive the file */
    uint64_t size;    /* bytes; 0 = not known (a pipe) */
} file;

MUST_USE dateline_status file_open(const char *path, file *out, dateline_error *e);
void file_close(file *f);
/* Appends up to `most` further bytes to `out`; *end is set when there are no more. */
MUST_USE dateline_status file_take(file *f, size_t most, buf *out, bool *end, dateline_error *e);

/* Writes beside the file and renames, so that a reader never sees half of it. */
MUST_USE dateline_status file_write(const char *path, view bytes, dateline_error *e);
bool file_is_directory(const char *path);
bool file_exists(const char *path);
uint64_t file_size(const char *path); /* bytes; 0 when it is no regular file */
/* The paths of all regular files below `directory`, sorted by bytes; names that begin with a dot
 * are passed over. */
MUST_USE dateline_status file_list(const char *directory, arena *a, view **paths, size_t *count,
                                   dateline_error *e);

#endif
