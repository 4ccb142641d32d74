/* The act lexicon: its text format, its pack, and the files of data/acts/. */
#include "test.h"

#include "know/lexicon.h"

static const char mini[] = "class paper = agreement; memorandum of understanding; @law\n"
                           "class law = bill\n"
                           "verb visit, tour  # comment\n"
                           "    CONSULT visit 042\n"
                           "        actor      subj\n"
                           "        recipient  obj | to & obj.of\n"
                           "        yes  The minister visited Rabat. => ISR > MAR\n"
                           "        no   Tourists visited the museum.\n"
                           "verb sign\n"
                           "    SUPPORT - 057\n"
                           "        object  @paper | ban\n"
                           "        both    subj & with\n"
                           "noun no-confidence motion\n"
                           "    ACCUSE disapprove 111\n"
                           "        default  LEG\n";

static dateline_status compiled(const char *text, arena *a, buf *out, const lexicon_notes *notes,
                                dateline_error *e)
{
    lexicon_source source_text = {VIEW("mini.txt"), view_of(text)};
    return lexicon_compile(&source_text, 1, a, out, notes, e);
}

static unsigned how_in(const lexicon *lex, const lexicon_item *set, const char *word)
{
    return lexicon_member_of(lex, set, lexicon_word(lex, view_of(word)));
}

static void compiles_and_opens(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    buf out = {0};
    lexicon_examples examples = {0};
    lexicon_notes notes = {.examples = &examples};
    dateline_error e = {0};
    assert_int_equal(compiled(mini, a, &out, &notes, &e), DATELINE_OK);
    lexicon lex;
    assert_int_equal(lexicon_open(buf_all(&out), &lex, &e), DATELINE_OK);
    uint32_t visit = lexicon_word(&lex, VIEW("Visit"));
    assert_int_not_equal(visit, LEXICON_NONE);
    assert_int_equal(lex.words[visit].nentries, 1);
    const lexicon_entry *entry = &lex.entries[lex.words[visit].first_entry];
    const lexicon_sense *sense = &lex.senses[entry->first_sense];
    assert_int_equal(sense->type, ACT_CONSULT);
    assert_string_equal(sense->cameo, "042");
    const lexicon_item *recipient = lexicon_find_item(&lex, sense, ITEM_RECIPIENT);
    assert_int_equal(recipient->count, 3);
    assert_int_equal(lex.paths[recipient->first + 1].join, 1);
    assert_int_equal(lexicon_word(&lex, VIEW("museum")), LEXICON_NONE);
    uint32_t sign = lexicon_word(&lex, VIEW("sign"));
    entry = &lex.entries[lex.words[sign].first_entry];
    const lexicon_item *object =
        lexicon_find_item(&lex, &lex.senses[entry->first_sense], ITEM_OBJECT);
    assert_int_equal(object->count, 1); /* of several words */
    assert_int_equal(object->nmembers, 6);
    assert_int_equal(how_in(&lex, object, "bill"), LEXICON_ALONE);
    assert_int_equal(how_in(&lex, object, "memorandum"), LEXICON_FIRST | LEXICON_PART);
    assert_int_equal(how_in(&lex, object, "understanding"), LEXICON_PART);
    assert_int_equal(how_in(&lex, object, "visit"), 0);
    assert_int_equal(how_in(&lex, object, "museum"), 0);
    assert_int_equal(lex.entries[lex.words[lexicon_word(&lex, VIEW("no"))].first_entry].nwords, 3);
    assert_int_equal(examples.count, 2);
    assert_true(view_equal(examples.at[0].expect, VIEW("ISR > MAR")));
    assert_false(examples.at[1].must);
    buf_free(&out);
    arena_free(a);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    const char *wrong[] = {"word x\n    CONSULT - -\n",
                           "verb x\n    CONSULLT - -\n",
                           "verb x\n    CONSULT demo -\n",
                           "verb x\n    CONSULT - -\n        actr subj\n",
                           "verb x\n    CONSULT - -\n        object @none\n",
                           "verb x\n        actor subj\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        arena *a = arena_new(0);
        buf out = {0};
        dateline_error e = {0};
        assert_int_equal(compiled(wrong[i], a, &out, NULL, &e), DATELINE_E_FORMAT);
        assert_string_equal(e.file, "mini.txt");
        assert_true(e.line > 0);
        buf_free(&out);
        arena_free(a);
    }
}

/* A pack with any one byte changed opens or is refused, and never leads outside. */
static void damage_is_seen(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    buf out = {0};
    assert_int_equal(compiled(mini, a, &out, NULL, NULL), DATELINE_OK);
    for (size_t i = 0; i < out.length; i++) {
        lexicon lex;
        out.data[i] = (char)(out.data[i] ^ 0x55);
        if (lexicon_open(buf_all(&out), &lex, NULL) == DATELINE_OK) {
            (void)lexicon_word(&lex, VIEW("visit"));
        }
        out.data[i] = (char)(out.data[i] ^ 0x55);
        assert_int_not_equal(lexicon_open(view_cut(buf_all(&out), 0, i), &lex, NULL), DATELINE_OK);
    }
    buf_free(&out);
    arena_free(a);
}

typedef VEC(lexicon_source) source_list;

static void add_folder(const char *folder, arena *a, source_list *sources)
{
    if (!file_is_directory(folder)) {
        return;
    }
    view *paths;
    size_t n = 0;
    dateline_error e = {0};
    assert_int_equal(file_list(folder, a, &paths, &n, &e), DATELINE_OK);
    for (size_t i = 0; i < n; i++) {
        lexicon_source one = {.file = paths[i]};
        if (view_ends(paths[i], VIEW(".txt"))) {
            assert_int_equal(file_read(paths[i].data, a, 1 << 24, &one.text, &e), DATELINE_OK);
            assert_true(VEC_PUSH(sources, a, one));
        }
    }
}

static void data_is_sound(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    source_list sources = {0};
    add_folder("data/acts", a, &sources);
    add_folder("data/status", a, &sources);
    add_folder("data/contexts", a, &sources);
    lexicon_faults faults = {0};
    lexicon_examples examples = {0};
    lexicon_notes notes = {.faults = &faults, .examples = &examples};
    buf out = {0};
    dateline_error e = {0};
    dateline_status status = lexicon_compile(sources.at, sources.count, a, &out, &notes, &e);
    for (size_t i = 0; i < faults.count; i++) {
        print_message("%.*s\n", VIEW_ARG(faults.at[i]));
    }
    assert_int_equal(status, DATELINE_OK);
    lexicon lex;
    assert_int_equal(lexicon_open(buf_all(&out), &lex, &e), DATELINE_OK);
    print_message("%zu entries, %zu senses, %zu examples, %zu bytes\n", lex.nentries, lex.nsenses,
                  examples.count, out.length);
    buf_free(&out);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compiles_and_opens),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(data_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
