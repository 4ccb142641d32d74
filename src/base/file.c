/* The system behind a few functions. */
#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

static dateline_status io_error(dateline_error *e, const char *path, const char *what)
{
    dateline_status status =
        fault_at(e, DATELINE_E_IO, path, 0, "cannot %s '%s': %s", what, path, strerror(errno));
    fault_hint(e, "check that the path is right and that you may %s it", what);
    return status;
}

dateline_status file_map(const char *path, mapped *out, dateline_error *e)
{
    *out = (mapped){{"", 0}};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        dateline_status status = io_error(e, path, "read");
        if (fd >= 0) {
            (void)close(fd);
        }
        return status;
    }
    dateline_status status = DATELINE_OK;
    if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (p == MAP_FAILED) {
            status = io_error(e, path, "read");
        } else {
            out->bytes = (view){p, (size_t)st.st_size};
        }
    }
    (void)close(fd);
    return status;
}

void file_unmap(mapped *m)
{
    if (m->bytes.length > 0) {
        (void)munmap((void *)(uintptr_t)m->bytes.data, m->bytes.length);
    }
    *m = (mapped){{"", 0}};
}

/* Reads to the end of fd into a heap buffer that the caller frees; length in *length. */
static char *read_all(int fd, size_t hint, size_t limit, size_t *length, bool *too_long)
{
    size_t capacity = hint + 1 < 4096 ? 4096 : hint + 1, used = 0;
    char *data = malloc(capacity);
    while (data != NULL) {
        ssize_t n = read(fd, data + used, capacity - used);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 || used + (size_t)n > limit) {
            *too_long = n >= 0;
            free(data);
            return NULL;
        }
        if (n == 0) {
            break;
        }
        used += (size_t)n;
        if (used == capacity) {
            char *more = realloc(data, capacity * 2);
            if (more == NULL) {
                free(data);
                errno = ENOMEM;
            }
            data = more;
            capacity *= 2;
        }
    }
    *length = used;
    return data;
}

dateline_status file_read(const char *path, arena *a, size_t limit, view *out, dateline_error *e)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return io_error(e, path, "read");
    }
    struct stat st;
    size_t hint = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
    size_t length = 0;
    bool too_long = false;
    char *data = hint > limit ? NULL : read_all(fd, hint, limit, &length, &too_long);
    dateline_status status = DATELINE_OK;
    if (data == NULL && (too_long || hint > limit)) {
        status =
            fault_at(e, DATELINE_E_LIMIT, path, 0, "'%s' is longer than %zu bytes", path, limit);
        fault_hint(e, "split it into smaller files");
    } else if (data == NULL) {
        status = io_error(e, path, "read");
    } else {
        *out = arena_copy(a, (view){data, length});
        status = arena_failed(a) ? fault_memory(e) : DATELINE_OK;
    }
    free(data);
    if (!standard_input) {
        (void)close(fd);
    }
    return status;
}

dateline_status file_open(const char *path, file *out, dateline_error *e)
{
    *out = (file){.fd = -1, .path = path};
    out->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (out->fd < 0 || fstat(out->fd, &st) != 0) {
        return io_error(e, path, "read");
    }
    if (S_ISDIR(st.st_mode)) {
        file_close(out);
        errno = EISDIR;
        return io_error(e, path, "read");
    }
    out->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    return DATELINE_OK;
}

void file_close(file *f)
{
    if (f->fd > STDIN_FILENO) {
        (void)close(f->fd);
    }
    f->fd = -1;
}

dateline_status file_take(file *f, size_t most, buf *out, bool *end, dateline_error *e)
{
    char *room = buf_room(out, most);
    if (room == NULL) {
        return fault_memory(e);
    }
    ssize_t n;
    do {
        n = read(f->fd, room, most);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return io_error(e, f->path, "read");
    }
    buf_grown(out, (size_t)n);
    *end = n == 0;
    return DATELINE_OK;
}

static bool write_all(int fd, view bytes)
{
    while (bytes.length > 0) {
        ssize_t n = write(fd, bytes.data, bytes.length);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        if (n > 0) {
            bytes = view_cut(bytes, (size_t)n, bytes.length);
        }
    }
    return true;
}

dateline_status file_write(const char *path, view bytes, dateline_error *e)
{
    char beside[4096];
    int n = snprintf(beside, sizeof beside, "%s.%ld.tmp", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof beside) {
        return fault_at(e, DATELINE_E_ARGUMENT, path, 0, "the path is longer than 4,000 bytes");
    }
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool written = fd >= 0 && write_all(fd, bytes);
    if (fd >= 0 && close(fd) != 0) {
        written = false;
    }
    if (!written || rename(beside, path) != 0) {
        dateline_status status = io_error(e, path, "write");
        (void)unlink(beside);
        return status;
    }
    return DATELINE_OK;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

bool file_is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

uint64_t file_size(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

typedef VEC(view) view_vec;

/* Puts the entries of one directory into `files` or `folders`. */
static dateline_status list_one(view directory, arena *a, view_vec *files, view_vec *folders,
                                dateline_error *e)
{
    DIR *d = opendir(directory.data);
    if (d == NULL) {
        return io_error(e, directory.data, "read");
    }
    bool stored = true;
    for (struct dirent *entry = readdir(d); entry != NULL && stored; entry = readdir(d)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        view path = arena_printf(a, "%s/%s", directory.data, entry->d_name);
        struct stat st;
        if (stat(path.data, &st) != 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            struct stat link;
            bool linked = lstat(path.data, &link) == 0 && S_ISLNK(link.st_mode);
            stored = linked || VEC_PUSH(folders, a, path); /* a linked folder could be a circle */
        } else if (S_ISREG(st.st_mode)) {
            stored = VEC_PUSH(files, a, path);
        }
    }
    (void)closedir(d);
    return stored ? DATELINE_OK : fault_memory(e);
}

static int by_bytes(const void *a, const void *b)
{
    return view_compare(*(const view *)a, *(const view *)b);
}

dateline_status file_list(const char *directory, arena *a, view **paths, size_t *count,
                          dateline_error *e)
{
    view_vec files = {0}, folders = {0};
    if (!VEC_PUSH(&folders, a, arena_copy(a, view_of(directory)))) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < folders.count; i++) {
        TRY(list_one(folders.at[i], a, &files, &folders, e));
    }
    if (files.count > 0) {
        qsort(files.at, files.count, sizeof *files.at, by_bytes);
    }
    *paths = files.at;
    *count = files.count;
    return DATELINE_OK;
}
