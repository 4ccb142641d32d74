/* The analysis as CoNLL-U (https://universaldependencies.org/format.html): sentence comments, ten
 * columns, multi-word tokens as ranges; names stand in MISC as NE=B-person and so on. */
#include "emit/emit_priv.h"

static view whole(const report *r, uint32_t first, uint32_t last)
{
    return view_cut(r->text, r->tokens[first].bytes.start, r->tokens[last].bytes.end);
}

static uint32_t mwt_last(const report *r, uint32_t first, uint32_t last_of_sentence)
{
    uint32_t last = first;
    while (last < last_of_sentence && (r->tokens[last + 1].flags & TOKEN_MWT_REST) != 0) {
        last++;
    }
    return last;
}

static bool space_after(const report *r, uint32_t t)
{
    return t + 1 >= r->ntokens || (r->tokens[t + 1].flags & TOKEN_SPACE_BEFORE) != 0;
}

static void one_line(buf *out, view v)
{
    for (size_t i = 0; i < v.length; i++) {
        buf_char(out, ascii_space(v.data[i]) ? ' ' : v.data[i]);
    }
}

static void misc(const report *r, uint32_t t, bool inside_mwt, buf *out)
{
    const token *k = &r->tokens[t];
    size_t before = out->length;
    if (k->name >= 0 && (size_t)k->name < r->nnames) {
        const name *n = &r->names[k->name];
        buf_printf(out, "NE=%c-%s", n->first == t ? 'B' : 'I', name_type_name(n->type));
    }
    if (!inside_mwt && !space_after(r, t)) {
        buf_text(out, out->length > before ? "|SpaceAfter=No" : "SpaceAfter=No");
    }
    if (out->length == before) {
        buf_char(out, '_');
    }
}

static void word(const report *r, const sentence *s, uint32_t t, bool inside_mwt, buf *out)
{
    const token *k = &r->tokens[t];
    buf_printf(out, "%u\t", t - s->first + 1);
    one_line(out, k->form);
    buf_char(out, '\t');
    one_line(out, k->lemma.length > 0 ? k->lemma : VIEW("_"));
    buf_printf(out, "\t%s\t%s\t", upos_name(k->upos), xpos_name(k->xpos));
    feats_write(k->feats, out);
    int32_t head = k->head < 0 ? 0 : k->head - (int32_t)s->first + 1;
    buf_printf(out, "\t%d\t%s\t_\t", head, deprel_name(k->deprel));
    misc(r, t, inside_mwt, out);
    buf_char(out, '\n');
}

void emit_conllu(const report *r, buf *out)
{
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        if (i == 0) {
            buf_printf(out, "# newdoc id = %.*s\n", VIEW_ARG(r->id));
        }
        if (i == 0 || r->sentences[i - 1].paragraph != s->paragraph) {
            buf_text(out, "# newpar\n");
        }
        buf_printf(out, "# sent_id = %.*s-%zu\n# text = ", VIEW_ARG(r->id), i + 1);
        one_line(out, report_cut(r, s->bytes));
        buf_char(out, '\n');
        uint32_t mwt_end = 0;
        for (uint32_t t = s->first; t <= s->last; t++) {
            if ((r->tokens[t].flags & TOKEN_MWT_FIRST) != 0) {
                mwt_end = mwt_last(r, t, s->last);
                buf_printf(out, "%u-%u\t", t - s->first + 1, mwt_end - s->first + 1);
                one_line(out, whole(r, t, mwt_end));
                buf_printf(out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n",
                           space_after(r, mwt_end) ? "_" : "SpaceAfter=No");
            }
            word(r, s, t, (r->tokens[t].flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST)) != 0, out);
        }
        buf_char(out, '\n');
    }
}
