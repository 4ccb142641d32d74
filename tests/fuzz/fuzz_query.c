/* The parameters of a request: names and values out of arbitrary bytes, "name=value&...". */
#include <stdint.h>
#include <string.h>

#include "serve/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Cuts one pair off; `name` and `value` are NUL-terminated copies. */
static size_t next_pair(const uint8_t *data, size_t size, char name[64], char value[512],
                        size_t *length)
{
    size_t i = 0, n = 0;
    for (; i < size && data[i] != '=' && data[i] != '&'; i++) {
        if (n < 63) {
            name[n++] = (char)data[i];
        }
    }
    name[n] = '\0';
    *length = 0;
    for (i += i < size && data[i] == '='; i < size && data[i] != '&'; i++) {
        if (*length < 511) {
            value[(*length)++] = (char)data[i];
        }
    }
    value[*length] = '\0';
    return i < size ? i + 1 : i;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    query q;
    query_begin(&q);
    char name[64] = "", value[512] = "";
    bool taken = true;
    for (size_t at = 0; at < size && taken;) {
        size_t length = 0;
        at += next_pair(data + at, size - at, name, value, &length);
        taken = query_take(&q, name, value, length);
    }
    query_narrow(&q, query_number(value));
    /* What becomes part of SQL holds only what this file writes. */
    if (strspn(q.where, "abcdefghijklmnopqrstuvwxyz_ACDEFGHIJLMNORSTUW 0123456789=<>(),'-") !=
            strlen(q.where) ||
        (!taken && q.fault[0] == '\0')) {
        __builtin_trap();
    }
    return 0;
}
