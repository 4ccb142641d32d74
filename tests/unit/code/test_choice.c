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
    choice_describe(c, o, &own, 7, &context);
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
    static choice c;
    choice_weights none;
    assert_int_equal(choice_open(VIEW(""), &none, NULL), DATELINE_OK);
    for (unsigned i = 0; i < 2; i++) {
        choice_begin(&c, CHOICE_STATUS, i == 0 ? NULL : &none);
        option(&c, "first", false);
        option(&c, "second", true);
        assert_int_equal(choice_best(&c), 1);
        assert_true(choice_chance(&c, 1) == 0);
    }
}

/* Gives the trait's slot, or another trait's mark there, the step of 3. */
static void set_slot(weight_file *f, uint32_t trait, bool own)
{
    const choice_part part = choice_part_of(CHOICE_DATE);
    const uint32_t mark = choice_mark(trait, part.bits) ^ !own;
    f->slots[part.first + choice_slot(trait, part.bits)] = (uint8_t)(mark * CHOICE_STEPS + 5);
}

static void the_heaviest_with_them(void **state)
{
    (void)state;
    static choice c;
    weight_file *f = new_file();
    choice_begin(&c, CHOICE_DATE, NULL); /* keeps the traits */
    const uint32_t first = option(&c, "first", true)->traits[0];
    const choice_option *second = option(&c, "second", false);
    assert_int_equal(second->ntraits, 3);
    set_slot(f, second->traits[0], true);
    set_slot(f, second->traits[2], true); /* the context's: both have it */
    choice_weights w;
    assert_int_equal(choice_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_OK);
    choice_begin(&c, CHOICE_DATE, &w);
    option(&c, "first", true);
    option(&c, "second", false);
    assert_int_equal(choice_best(&c), 1);
    assert_int_equal(c.at[0].score, 3 * CHOICE_ONE);
    assert_int_equal(c.at[1].score, 6 * CHOICE_ONE);
    const float chance = choice_chance(&c, 1); /* logistic(3) */
    assert_true(chance > 0.952F && chance < 0.953F);
    assert_true(choice_chance(&c, 0) + chance > 0.9999F);
    set_slot(f, first, false);
    choice_begin(&c, CHOICE_DATE, &w);
    assert_int_equal(option(&c, "first", true)->score, 3 * CHOICE_ONE);
    choice_begin(&c, CHOICE_STATUS, &w); /* another kind, other weights */
    assert_int_equal(option(&c, "second", true)->score, 0);
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
    choice_begin(&c, CHOICE_DATE, NULL);
    for (unsigned i = 0; i < CHOICE_OPTIONS; i++) {
        assert_non_null(choice_add(&c));
    }
    assert_null(choice_add(&c));
    trait_list many = {.count = 0};
    for (unsigned i = 0; i < 2 * TRAITS_MAX; i++) {
        trait_number(&many, "n", i);
    }
    assert_int_equal(many.count, TRAITS_MAX);
    choice_describe(&c, &c.at[0], &many, 1, &many);
    choice_describe(&c, &c.at[0], &many, 1, &many);
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
