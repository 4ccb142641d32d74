/* The table of the kinds of input.  A new kind is a file with its row, named here. */
#include "read/read_priv.h"

const read_kind *const read_kinds_table[] = {
    &read_kind_gzip,   &read_kind_zstd,     &read_kind_zip,
    &read_kind_tar,    &read_kind_warc,     &read_kind_foreign,
    &read_kind_feed,   &read_kind_jsonfeed, &read_kind_xml,
    &read_kind_page,   &read_kind_posts,    &read_kind_jsonl,
    &read_kind_gdelt,  &read_kind_conllu,   &read_kind_brat,
    &read_kind_tabari, &read_kind_lexis,    &read_kind_factiva,
    &read_kind_csv,    &read_kind_text,     NULL,
};

/* The table's names, for messages. */
const char *read_kinds(void)
{
    return "gzip zstd zip tar warc feed jsonfeed xml html posts jsonl gdelt conllu brat tabari "
           "lexis "
           "factiva csv text";
}

const read_kind *kind_named(const char *name)
{
    for (size_t i = 0; read_kinds_table[i] != NULL; i++) {
        if (strcmp(read_kinds_table[i]->name, name) == 0) {
            return read_kinds_table[i];
        }
    }
    return NULL;
}

const read_kind *kind_of(view head, bool containers)
{
    for (size_t i = 0; read_kinds_table[i] != NULL; i++) {
        const read_kind *kind = read_kinds_table[i];
        if ((!containers || kind->member != NULL) && kind->sniff(head)) {
            return kind;
        }
    }
    return NULL;
}

view input_id(const input *in)
{
    bool unnamed = in->given.id.length > 0 || view_equal(in->path, VIEW("-"));
    return unnamed ? in->given.id : file_stem(in->path);
}
