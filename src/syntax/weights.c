/* Reading of mapped weight files; the writer is train/packing.h. */
#include "syntax/weights.h"

static dateline_status check(const weights *p, const char *path, dateline_error *e)
{
    const weights_header *h = (const void *)p->file.bytes.data;
    if (p->file.bytes.length < sizeof *h || memcmp(h->magic, WEIGHTS_MAGIC, sizeof h->magic) != 0 ||
        h->sections > WEIGHTS_SECTIONS) {
        return fault_at(e, DATELINE_E_MODEL, path, 0, "not weights of this version");
    }
    for (uint64_t i = 0; i < h->sections; i++) {
        const weights_entry *s = &h->entry[i];
        if (s->offset % 64 != 0 || s->offset > p->file.bytes.length ||
            s->bytes > p->file.bytes.length - s->offset) {
            return fault_at(e, DATELINE_E_MODEL, path, 0, "section %u lies outside the file",
                            (unsigned)i);
        }
    }
    return DATELINE_OK;
}

dateline_status weights_open(const char *path, weights *p, dateline_error *e)
{
    TRY(file_map(path, &p->file, e));
    dateline_status status = check(p, path, e);
    if (status != DATELINE_OK) {
        weights_close(p);
    }
    return status;
}

void weights_close(weights *p)
{
    file_unmap(&p->file);
}

dateline_status weights_section(const weights *p, const char *name, view *out, dateline_error *e)
{
    const weights_header *h = (const void *)p->file.bytes.data;
    for (uint64_t i = 0; i < h->sections; i++) {
        const weights_entry *s = &h->entry[i];
        if (strncmp(s->name, name, sizeof s->name) == 0) {
            *out = view_cut(p->file.bytes, s->offset, s->offset + s->bytes);
            return DATELINE_OK;
        }
    }
    return fault(e, DATELINE_E_MODEL, "the weights have no section '%s'", name);
}

dateline_status table_open(view bytes, table *t, dateline_error *e)
{
    uint32_t bits = 0;
    if (bytes.length >= 8) {
        memcpy(&bits, bytes.data, sizeof bits);
    }
    if (bits < 2 || bits > 24 || bytes.length < 8 + (sizeof(table_slot) << bits)) {
        return fault(e, DATELINE_E_MODEL, "a table is cut short");
    }
    *t = (table){(const void *)(bytes.data + 8), bits};
    return DATELINE_OK;
}

uint32_t table_get(const table *t, uint32_t key, uint32_t absent)
{
    uint32_t mask = (1U << t->bits) - 1U;
    uint32_t i = key & mask;
    for (uint32_t steps = 0; steps <= mask && t->slots[i].key != 0; steps++, i = (i + 1) & mask) {
        if (t->slots[i].key == key) {
            return t->slots[i].value;
        }
    }
    return absent;
}
