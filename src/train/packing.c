/* Sections go into one buffer; the table of contents is put before it at the end. */
#include "train/packing.h"

#include <stdlib.h>

static void pad(buf *b)
{
    while (b->length % 64 != 0 && !b->failed) {
        buf_char(b, 0);
    }
}

void packing_begin(packing *p, const char *name)
{
    weights_entry *s = &p->header.entry[p->header.sections];
    pad(&p->body);
    memcpy(s->name, name, strlen(name) < 15 ? strlen(name) : 15);
    s->offset = p->body.length;
}

void packing_end(packing *p)
{
    weights_entry *s = &p->header.entry[p->header.sections++];
    s->bytes = p->body.length - s->offset;
}

dateline_status packing_write(packing *p, const char *path, dateline_error *e)
{
    buf all = {0};
    size_t start = (sizeof(weights_header) + 63) / 64 * 64;
    weights_header h = p->header;
    memcpy(h.magic, WEIGHTS_MAGIC, sizeof h.magic);
    for (size_t i = 0; i < h.sections; i++) {
        h.entry[i].offset += start;
    }
    buf_view(&all, (view){(const char *)&h, sizeof h});
    pad(&all);
    buf_view(&all, buf_all(&p->body));
    dateline_status status =
        all.failed || p->body.failed ? fault_memory(e) : file_write(path, buf_all(&all), e);
    buf_free(&all);
    return status;
}

void packing_free(packing *p)
{
    buf_free(&p->body);
    *p = (packing){0};
}

static int by_key(const void *a, const void *b)
{
    const tally *x = a, *y = b;
    return x->key != y->key       ? (x->key < y->key ? -1 : 1)
           : x->value != y->value ? (x->value < y->value ? -1 : 1)
                                  : 0;
}

/* The commonest value in a stretch of one key, the smallest of equals. */
static uint32_t commonest(const tally *list, size_t count)
{
    size_t best = 0;
    uint32_t value = list[0].value;
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && list[j].value == list[i].value; j++) {
        }
        if (j - i > best) {
            best = j - i;
            value = list[i].value;
        }
    }
    return value;
}

static void put_slot(table_slot *slots, uint32_t bits, table_slot s)
{
    uint32_t mask = (1U << bits) - 1U, i = s.key & mask;
    while (slots[i].key != 0) {
        i = (i + 1) & mask;
    }
    slots[i] = s;
}

void tally_reduce(tally_vec *all, const table *known)
{
    size_t kept = 0;
    if (all->count > 0) {
        qsort(all->at, all->count, sizeof *all->at, by_key);
    }
    for (size_t i = 0, j; i < all->count; i = j) {
        for (j = i; j < all->count && all->at[j].key == all->at[i].key; j++) {
        }
        tally t = {all->at[i].key, commonest(&all->at[i], j - i)};
        if (known == NULL || table_get(known, t.key, UINT32_MAX) != t.value) {
            all->at[kept++] = t;
        }
    }
    all->count = kept;
}

uint32_t table_bits(size_t entries)
{
    uint32_t bits = 4;
    while (((size_t)1 << bits) * 4 < entries * 5) {
        bits++;
    }
    return bits;
}

dateline_status table_write(tally_vec *all, arena *a, buf *out, dateline_error *e)
{
    tally_reduce(all, NULL);
    uint32_t head[2] = {table_bits(all->count), (uint32_t)all->count};
    table_slot *slots = ARENA_ARRAY(a, table_slot, (size_t)1 << head[0]);
    if (slots == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < all->count; i++) {
        put_slot(slots, head[0], (table_slot){all->at[i].key, all->at[i].value});
    }
    buf_view(out, (view){(const char *)head, sizeof head});
    buf_view(out, (view){(const char *)slots, sizeof *slots << head[0]});
    return DATELINE_OK;
}
