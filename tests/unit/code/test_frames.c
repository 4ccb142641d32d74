/* Frames over trees: tests/golden/code/frames.txt, sentences with their analysis given. */
#include "test.h"

#include "code/code.h"

static const char acts_text[] =
    "class paper = agreement; pact\n"
    "class light = have; make\nclass plan = expect; agree\nclass negating = fail; refuse\n"
    "class requesting = urge; ask\nclass negator = not\n"
    "class modal_future = will\nclass fearing = fear\n"
    "verb visit\n    CONSULT visit 042\n        actor subj\n        recipient obj\n"
    "verb urge\n    REQUEST change 104\n        actor subj\n        recipient obj\n"
    "        complement step down | resign | amend law\n"
    "    REQUEST - 020\n        actor subj\n        recipient obj\n"
    "verb describe\n    ACCUSE disapprove 111\n        actor subj\n        recipient obj\n"
    "        complement sham | farce\n"
    "verb arrest\n    COERCE arrest 173\n        actor subj\n        recipient obj\n"
    "        default COP\n"
    "verb attack\n    ASSAULT - 190\n        actor subj\n        recipient obj\n"
    "noun attack\n    ASSAULT - 190\n        actor poss | by\n        recipient on | against\n"
    "verb sign\n    SUPPORT - 057\n        object @paper\n        both subj & with\n";

typedef VEC(token) token_list;
typedef VEC(mention) mention_list;

typedef struct {
    report *r;
    token_list tokens;
    mention_list mentions;
    buf want;
} one_case;

static void add_party(one_case *one, view code)
{
    size_t slash = view_find_char(code, '/', 0);
    mention m = {.first = (uint32_t)one->tokens.count, .members = -1};
    m.last = m.head = m.first;
    memcpy(m.actor.code, code.data, slash);
    memcpy(m.actor.sector, code.data + slash + 1, code.length - slash - 1);
    m.type = m.actor.sector[0] == 0 ? ENTITY_COUNTRY : ENTITY_PERSON;
    m.entity = (int32_t)one->mentions.count;
    assert_true(VEC_PUSH(&one->mentions, one->r->arena, m));
}

static void add_word(one_case *one, view line)
{
    view field[7] = {{"", 0}};
    size_t n = 0;
    while (n < 7 && view_split(&line, ' ', &field[n])) {
        n++;
    }
    assert_true(n >= 6);
    int64_t head = 0;
    assert_true(view_int(field[4], &head));
    token w = {.form = field[0], .lemma = field[1], .head = (int32_t)head - 1, .name = -1};
    w.upos = (uint8_t)upos_of(field[2]);
    w.xpos = (uint8_t)xpos_of(field[3]);
    w.deprel = (uint8_t)deprel_of(field[5]);
    if (n == 7) {
        add_party(one, field[6]);
    }
    assert_true(VEC_PUSH(&one->tokens, one->r->arena, w));
}

static void finish(one_case *one)
{
    report *r = one->r;
    r->tokens = one->tokens.at;
    r->ntokens = one->tokens.count;
    r->mentions = one->mentions.at;
    r->nmentions = one->mentions.count;
    r->entities = ARENA_ARRAY(r->arena, entity, r->nmentions);
    r->nentities = r->nmentions;
    r->sentences = ARENA_ARRAY(r->arena, sentence, 1);
    r->sentences[0].last = (uint32_t)r->ntokens - 1;
    r->nsentences = 1;
    r->mention_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    memcpy(r->country, "KEN", 4);
    for (size_t t = 0; t < r->ntokens; t++) {
        r->mention_of[t] = -1;
    }
    for (size_t m = 0; m < r->nmentions; m++) {
        r->mention_of[r->mentions[m].head] = (int32_t)m;
        r->entities[m].actor = r->mentions[m].actor;
    }
}

static void write_parties(buf *out, const participant *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_printf(out, "%s%s", i > 0 ? "+" : "", p[i].actor.code);
    }
    buf_text(out, n == 0 ? "-" : "");
}

static void check(one_case *one, const lexicon *lex, arena *scratch)
{
    finish(one);
    report *r = one->r;
    judge_weights judge;
    code_work work;
    assert_int_equal(judge_open(VIEW(""), JUDGE_SIZE, &judge, NULL), DATELINE_OK);
    assert_int_equal(
        code_propose(&(code_means){.lex = lex, .judge = &judge}, r, scratch, &work, NULL),
        DATELINE_OK);
    assert_int_equal(code_keep(&work, r, NULL), DATELINE_OK);
    buf got = {0};
    for (size_t i = 0; i < r->nacts; i++) {
        const act *a = &r->acts[i];
        buf_printf(&got, "= %s %s ", act_name(a->type), a->mode == 0 ? "-" : mode_name(a->mode));
        write_parties(&got, a->actors, a->nactors);
        buf_text(&got, " > ");
        write_parties(&got, a->recipients, a->nrecipients);
        buf_printf(&got, " %s\n", status_name(a->status));
    }
    buf_char(&got, 0);
    buf_char(&one->want, 0);
    assert_string_equal(got.data, one->want.data);
    buf_free(&got);
    buf_free(&one->want);
    report_free(r);
    *one = (one_case){.r = report_new(0)};
}

static void frames_bind(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    buf pack = {0};
    lexicon lex;
    lexicon_source text = {VIEW("test"), view_of(acts_text)};
    assert_int_equal(lexicon_compile(&text, 1, a, &pack, NULL, NULL), DATELINE_OK);
    assert_int_equal(lexicon_open(buf_all(&pack), &lex, NULL), DATELINE_OK);
    view cases;
    assert_int_equal(file_read("tests/golden/code/frames.txt", a, 1 << 20, &cases, NULL),
                     DATELINE_OK);
    one_case one = {.r = report_new(0)};
    view line;
    bool more = true;
    while (more) {
        more = view_split(&cases, '\n', &line);
        if ((!more || line.length == 0) && one.tokens.count > 0) {
            check(&one, &lex, a);
        } else if (more && line.length > 0 && line.data[0] == '=') {
            buf_view(&one.want, line);
            buf_char(&one.want, '\n');
        } else if (more && line.length > 0 && line.data[0] != '#') {
            add_word(&one, line);
        }
    }
    report_free(one.r);
    buf_free(&pack);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_bind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
