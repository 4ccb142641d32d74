/* Packed files as kinds of input: gzip and zstd hold one member, the file that was packed, under
 * its own name; what other programs pack is known by its first bytes and refused with the remedy.
 */
#include "read/pack_priv.h"

static bool gzip_sniff(view head)
{
    return pack_begins(PACK_GZIP, head);
}

static bool zstd_sniff(view head)
{
    return pack_begins(PACK_ZSTD, head);
}

static dateline_status member(input *in, input *member, pack_kind kind, dateline_error *e)
{
    if (in->state != NULL) {
        return DATELINE_END;
    }
    unpacker *u = ARENA_NEW(in->arena, unpacker);
    unpack_member *members = ARENA_ARRAY(in->arena, unpack_member, UNPACK_MEMBERS);
    if (u == NULL || members == NULL) {
        return fault_memory(e);
    }
    u->members = members;
    in->state = u;
    in->done = true;
    TRY(unpack_begin(u, kind, &in->stream, in->path.data, e));
    stream_over(&member->stream, unpack_take, u);
    in->done = false;
    return DATELINE_OK;
}

static dateline_status gzip_member(input *in, input *into, dateline_error *e)
{
    return member(in, into, PACK_GZIP, e);
}

static dateline_status zstd_member(input *in, input *into, dateline_error *e)
{
    return member(in, into, PACK_ZSTD, e);
}

static void close_packed(input *in)
{
    if (in->state != NULL) {
        unpack_end(in->state);
    }
}

uint64_t packed_offset(const input *in, uint64_t at)
{
    const input *outer = in->outer;
    bool packed = outer != NULL && outer->kind != NULL && outer->kind->close == close_packed;
    return packed ? unpack_member_at(outer->state, at) : at;
}

/* ---- packed by others ---------------------------------------------------------------------- */

typedef struct {
    view magic;
    const char *name, *remedy;
} foreign;

static const foreign foreigners[] = {
    {{"BZh91AY", 7}, "bzip2", "bunzip2 FILE"},
    {{"\xFD"
      "7zXZ",
      5},
     "xz",
     "unxz FILE"},
    {{"7z\xBC\xAF\x27", 5}, "7-Zip", "7z x FILE"},
    {{"Rar!\x1A", 5}, "RAR", "unrar x FILE"},
    {{"%PDF-", 5}, "PDF", "pdftotext FILE"},
    {{"\xD0\xCF\x11\xE0", 4}, "Microsoft Office", "soffice --headless --convert-to txt FILE"},
    {{"{\\rtf", 5}, "RTF", "soffice --headless --convert-to txt FILE"},
    {{"PAR1", 4}, "Parquet", "export it as CSV or JSONL"},
    {{"SQLite format 3", 15}, "SQLite", "sqlite3 -json FILE 'select ...'"},
};

static const foreign *foreigner(view head)
{
    for (size_t i = 0; i < sizeof foreigners / sizeof foreigners[0]; i++) {
        if (view_starts(head, foreigners[i].magic)) {
            return &foreigners[i];
        }
    }
    return NULL;
}

static bool foreign_sniff(view head)
{
    return foreigner(head) != NULL;
}

static dateline_status foreign_member(input *in, input *into, dateline_error *e)
{
    (void)into;
    view head;
    in->done = true;
    TRY(stream_peek(&in->stream, 16, &head, e));
    const foreign *f = foreigner(head);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "a file of %s, which is not read",
             f == NULL ? "an unknown program" : f->name);
    fault_hint(e, "turn it into text or unpack it first: %s",
               f == NULL ? "see docs/guide.md" : f->remedy);
    return DATELINE_E_FORMAT;
}

const read_kind read_kind_gzip = {"gzip", gzip_sniff, NULL, gzip_member, close_packed};
const read_kind read_kind_zstd = {"zstd", zstd_sniff, NULL, zstd_member, close_packed};
const read_kind read_kind_foreign = {"foreign", foreign_sniff, NULL, foreign_member, NULL};
