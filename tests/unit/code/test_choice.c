/* Choices by hand-made weights: without any the rule decides, with them the heaviest option. */
#include "test.h"

#include <stdlib.h>

#include "base/base.h"
#include "code/choice.h"

typedef struct {
    choice_header header;
    uint8_t slots[CHOICE_SLOTS];
} weight_file;

static choice_option *option(choice *c, const char *word, bool by_rule)
{
    choice_option *o = choice_add(c);
    trait_list own = {.count = 0}, context = {.count = 0};
    trait_word(&own, "is", view_of(word));
    trait_word(&context, "beside", VIEW("reports"));
    o->by_rule = by_rule;
    choice_describe(o, &own, c->count, &context);
    return o;
}

static weight_file *new_file(void)
{
    weight_file *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->header = (choice_header){CHOICE_MAGIC, CHOICE_VERSION, CHOICE_KINDS, CHOICE_SLOTS, {{0}}};
    for (unsigned k = 0; k < CHOICE_KINDS; k++) {
        f->header.steps[k][5] = 3;
    }
    return f;
}

static view bytes_of(const weight_file *f, size_t length)
{
    return (view){(const char *)f, length};
}

static void the_rule_without_weights(void **state)
{
    (void)state;
    static choice c = {.kind = CHOICE_STATUS};
    choice_weights none;
    assert_int_equal(choice_open(VIEW(""), &none, NULL), DATELINE_OK);
    option(&c, "first", false);
    option(&c, "second", true);
    assert_int_equal(choice_best(NULL, &c), 1);
    assert_int_equal(choice_best(&none, &c), 1);
    assert_true(choice_chance(&none, &c, 1) == 0);
}

static void the_heaviest_with_them(void **state)
{
    (void)state;
    static choice c = {.kind = CHOICE_DATE};
    weight_file *f = new_file();
    option(&c, "first", true);
    const choice_option *second = option(&c, "second", false);
    const uint32_t trait = second->traits[1];
    const choice_part part = choice_part_of(CHOICE_DATE);
    uint8_t *slot = &f->slots[part.first + choice_slot(trait, part.bits)];
    *slot = (uint8_t)(choice_mark(trait, part.bits) * CHOICE_STEPS + 5);
    choice_weights w;
    assert_int_equal(choice_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_OK);
    assert_int_equal(choice_best(&w, &c), 1);
    const float chance = choice_chance(&w, &c, 1); /* logistic(3) */
    assert_true(chance > 0.952F && chance < 0.953F);
    assert_true(choice_chance(&w, &c, 0) + chance > 0.9999F);
    c.kind = CHOICE_STATUS; /* another kind, other weights */
    assert_true(choice_score(&w, c.kind, second) == 0);
    *slot ^= CHOICE_STEPS; /* another trait's slot */
    assert_true(choice_score(&w, CHOICE_DATE, second) == 0);
    free(f);
}

static void files_that_are_none(void **state)
{
    (void)state;
    weight_file *f = new_file();
    choice_weights w;
    dateline_error e;
    assert_int_equal(choice_open(bytes_of(f, sizeof *f - 1), &w, &e), DATELINE_E_MODEL);
    f->header.version++;
    assert_int_equal(choice_open(bytes_of(f, sizeof *f), &w, &e), DATELINE_E_MODEL);
    free(f);
}

static void no_more_than_there_is_room(void **state)
{
    (void)state;
    static choice c;
    for (unsigned i = 0; i < CHOICE_OPTIONS; i++) {
        assert_non_null(choice_add(&c));
    }
    assert_null(choice_add(&c));
    trait_list many = {.count = 0};
    for (unsigned i = 0; i < 2 * TRAITS_MAX; i++) {
        trait_number(&many, "n", i);
    }
    assert_int_equal(many.count, TRAITS_MAX);
    choice_describe(&c.at[0], &many, 1, &many);
    choice_describe(&c.at[0], &many, 1, &many);
    assert_int_equal(c.at[0].ntraits, CHOICE_TRAITS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_without_weights),
        cmocka_unit_test(the_heaviest_with_them),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(no_more_than_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
