/* Filling errors: one place that formats, so that cutting to length is done once and on a
 * character boundary. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drops a UTF-8 sequence that vsnprintf may have cut in the middle at the end of `text`. */
static void cut_whole(char *text, size_t size)
{
    size_t length = strlen(text);
    if (length + 1 < size) {
        return;
    }
    size_t begin = length;
    while (begin > 0 && ((unsigned char)text[begin - 1] & 0xC0U) == 0x80U) {
        begin--;
    }
    if (begin > 0 && (unsigned char)text[begin - 1] >= 0xC0U) {
        text[begin - 1] = '\0';
    }
}

PRINTF_LIKE(3, 0)
static void put(char *out, size_t size, const char *format, va_list args)
{
    (void)vsnprintf(out, size, format, args);
    cut_whole(out, size);
}

static void clear(dateline_error *e, dateline_status status)
{
    *e = (dateline_error){.status = status};
}

dateline_status fault(dateline_error *e, dateline_status status, const char *format, ...)
{
    if (e != NULL) {
        va_list args;
        va_start(args, format);
        clear(e, status);
        put(e->message, sizeof e->message, format, args);
        va_end(args);
    }
    return status;
}

dateline_status fault_at(dateline_error *e, dateline_status status, const char *file, uint64_t line,
                         const char *format, ...)
{
    if (e != NULL) {
        va_list args;
        va_start(args, format);
        clear(e, status);
        put(e->message, sizeof e->message, format, args);
        va_end(args);
        fault_where(e, file, line, 0);
    }
    return status;
}

dateline_status fault_memory(dateline_error *e)
{
    dateline_status status = fault(e, DATELINE_E_MEMORY, "out of memory");
    fault_hint(e, "close other programs, or use fewer --jobs");
    return status;
}

void fault_hint(dateline_error *e, const char *format, ...)
{
    if (e != NULL) {
        va_list args;
        va_start(args, format);
        put(e->hint, sizeof e->hint, format, args);
        va_end(args);
    }
}

void fault_where(dateline_error *e, const char *file, uint64_t line, uint64_t offset)
{
    if (e != NULL) {
        (void)snprintf(e->file, sizeof e->file, "%s", file);
        cut_whole(e->file, sizeof e->file);
        e->line = line;
        e->offset = offset;
    }
}
