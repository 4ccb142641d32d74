/* The pack's container: see pack.h for the layout. */
#include "know/pack.h"

typedef struct {
    char magic[8];
    uint32_t version;
    uint32_t order; /* 0x01020304 as the writer's machine stores it */
    uint32_t nsections;
    uint32_t reserved;
    uint64_t size;
    uint64_t directory_hash;
} pack_header;

static const char MAGIC[8] = {'D', 'A', 'T', 'E', 'P', 'A', 'C', 'K'};
enum { BYTE_ORDER_MARK = 0x01020304 };

dateline_status pack_add(pack_builder *b, const char *name, view bytes, dateline_error *e)
{
    view v = view_of(name);
    if (v.length == 0 || v.length >= PACK_NAME) {
        return fault(e, DATELINE_E_ARGUMENT, "'%s' is no name for a section of the pack", name);
    }
    if (b->count == PACK_SECTIONS) {
        return fault(e, DATELINE_E_LIMIT, "the pack holds at most %d sections", PACK_SECTIONS);
    }
    for (uint32_t i = 0; i < b->count; i++) {
        if (view_equal(b->names[i], v)) {
            return fault(e, DATELINE_E_ARGUMENT, "the pack has a section '%s' already", name);
        }
    }
    b->names[b->count] = v;
    b->bytes[b->count++] = bytes;
    return DATELINE_OK;
}

static uint64_t align_up(uint64_t n)
{
    return (n + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
}

dateline_status pack_write(const pack_builder *b, view *out, dateline_error *e)
{
    uint64_t directory = sizeof(pack_header) + b->count * sizeof(pack_entry);
    uint64_t size = align_up(directory);
    for (uint32_t i = 0; i < b->count; i++) {
        size = align_up(size + b->bytes[i].length);
    }
    char *data = arena_alloc(b->arena, size);
    if (data == NULL) {
        return fault_memory(e);
    }
    pack_entry *entries = (pack_entry *)(void *)(data + sizeof(pack_header));
    uint64_t at = align_up(directory);
    for (uint32_t i = 0; i < b->count; i++) {
        memcpy(entries[i].name, b->names[i].data, b->names[i].length);
        entries[i].offset = at;
        entries[i].size = b->bytes[i].length;
        entries[i].hash = view_hash(b->bytes[i]);
        if (b->bytes[i].length > 0) {
            memcpy(data + at, b->bytes[i].data, b->bytes[i].length);
        }
        at = align_up(at + b->bytes[i].length);
    }
    pack_header h = {
        .version = PACK_VERSION, .order = BYTE_ORDER_MARK, .nsections = b->count, .size = size};
    memcpy(h.magic, MAGIC, sizeof MAGIC);
    h.directory_hash =
        view_hash((view){data + sizeof(pack_header), (size_t)(directory - sizeof(pack_header))});
    memcpy(data, &h, sizeof h);
    *out = (view){data, size};
    return DATELINE_OK;
}

static dateline_status damaged(const char *path, const char *what, dateline_error *e)
{
    dateline_status s = fault_at(e, DATELINE_E_MODEL, path, 0, "the pack is damaged: %s", what);
    fault_hint(e, "build it anew with 'make', or install dateline again");
    return s;
}

static dateline_status check_header(view bytes, const char *path, pack_header *h, dateline_error *e)
{
    if (bytes.length < sizeof *h || memcmp(bytes.data, MAGIC, sizeof MAGIC) != 0) {
        return fault_at(e, DATELINE_E_MODEL, path, 0, "this is no knowledge pack");
    }
    memcpy(h, bytes.data, sizeof *h);
    if (h->version != PACK_VERSION || h->order != BYTE_ORDER_MARK) {
        dateline_status s = fault_at(e, DATELINE_E_MODEL, path, 0,
                                     "the pack is of version %u, this program reads version %d",
                                     h->version, PACK_VERSION);
        fault_hint(e, "build the pack with the same release and on the same kind of machine");
        return s;
    }
    if (h->size != bytes.length) {
        return damaged(path, "it is cut short or longer than it says", e);
    }
    if (h->nsections > PACK_SECTIONS ||
        sizeof *h + h->nsections * sizeof(pack_entry) > bytes.length) {
        return damaged(path, "its directory does not fit", e);
    }
    return DATELINE_OK;
}

dateline_status pack_open(view bytes, const char *path, pack *p, dateline_error *e)
{
    pack_header h;
    TRY(check_header(bytes, path, &h, e));
    view directory = {bytes.data + sizeof h, h.nsections * sizeof(pack_entry)};
    if (view_hash(directory) != h.directory_hash) {
        return damaged(path, "its directory has changed", e);
    }
    const pack_entry *entries = (const void *)directory.data;
    for (uint32_t i = 0; i < h.nsections; i++) {
        const pack_entry *s = &entries[i];
        if (s->name[PACK_NAME - 1] != '\0' || s->offset % PACK_ALIGN != 0 ||
            s->offset > bytes.length || s->size > bytes.length - s->offset) {
            return damaged(path, "a section lies outside the file", e);
        }
        view section = {bytes.data + s->offset, (size_t)s->size};
        if (view_hash(section) != s->hash) {
            return damaged(path, "the bytes of a section have changed", e);
        }
    }
    *p = (pack){bytes, entries, h.nsections};
    return DATELINE_OK;
}

view pack_section(const pack *p, const char *name)
{
    for (uint32_t i = 0; i < p->nentries; i++) {
        if (strcmp(p->entries[i].name, name) == 0) {
            return (view){p->bytes.data + p->entries[i].offset, (size_t)p->entries[i].size};
        }
    }
    return (view){"", 0};
}

const void *pack_array(const pack *p, const char *name, size_t size, size_t *count)
{
    view v = pack_section(p, name);
    if (v.length == 0 || v.length % size != 0) {
        *count = 0;
        return NULL;
    }
    *count = v.length / size;
    return v.data;
}
