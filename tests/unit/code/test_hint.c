/* Hints by hand-made weights: traits with a row count, others do not; broken files are refused. */
#include "test.h"

#include <stdlib.h>

#include "base/base.h"
#include "code/hint.h"

enum { ROWS = 2 };

/* Padded to a multiple of eight bytes. */
typedef struct {
    hint_header header;
    uint64_t has[HINT_WORDS];
    uint16_t before[HINT_WORDS];
    hint_row rows[ROWS];
    char pad[6];
} weight_file;

/* Trait 3 speaks for the first type, trait 70 against the last. */
static weight_file *new_file(void)
{
    weight_file *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->header = (hint_header){.magic = HINT_MAGIC,
                              .version = HINT_VERSION,
                              .size = HINT_SIZE,
                              .nrows = ROWS,
                              .scale = 0.5F};
    f->has[0] = (uint64_t)1 << 3;
    f->has[1] = (uint64_t)1 << 6;
    for (size_t i = 1; i < HINT_WORDS; i++) {
        f->before[i] = i == 1 ? 1 : ROWS;
    }
    for (size_t i = 0; i < ROWS; i++) {
        f->rows[i].step = 2;
        memset(f->rows[i].pair, HINT_ZERO | HINT_ZERO << 4, sizeof f->rows[i].pair);
    }
    f->rows[0].pair[0] = 11 | HINT_ZERO << 4;
    f->rows[1].pair[HINT_TYPES / 2 - 1] = HINT_ZERO | 1 << 4;
    return f;
}

static view bytes_of(const weight_file *f, size_t length)
{
    return (view){(const char *)f, length};
}

static void traits_with_rows_count(void **state)
{
    (void)state;
    weight_file *f = new_file();
    hint_weights w;
    hint_sums s = {0};
    float p[HINT_TYPES];
    assert_int_equal(hint_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_OK);
    hint_add(&w, (uint32_t[]){4, 71, 100}, 3, &s);
    hint_chances(&w, &s, p);
    assert_true(p[0] > 0.058F && p[0] < 0.059F && p[0] == p[HINT_TYPES - 1]);
    hint_add(&w, (uint32_t[]){3, 70}, 2, &s);
    hint_chances(&w, &s, p);
    assert_true(hint_most(&w, &s) == 3);
    assert_true(p[0] > 0.5F && p[HINT_TYPES - 1] == 0);
    free(f);
}

static void slots_count_like_rows(void **state)
{
    (void)state;
    weight_file *f = new_file();
    hint_weights w;
    hint_sums by_rows = {{0}}, by_slots = {{0}};
    hint_slot slots[2] = {{{0}}, {{[0] = 6, [HINT_TYPES - 1] = -14}}};
    assert_int_equal(hint_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_OK);
    assert_null(w.slots);
    w.slots = slots;
    hint_add(&w, (uint32_t[]){3, 70}, 2, &by_rows);
    hint_add_slots(&w, (uint16_t[]){1, 0}, 2, &by_slots);
    assert_memory_equal(&by_rows, &by_slots, sizeof by_rows);
    free(f);
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    weight_file *f = new_file();
    hint_weights w;
    assert_int_equal(hint_open(VIEW(""), &w, NULL), DATELINE_OK);
    assert_null(w.rows);
    assert_int_equal(hint_open(bytes_of(f, sizeof *f - 8), &w, NULL), DATELINE_E_MODEL);
    assert_int_equal(hint_open(bytes_of(f, 8), &w, NULL), DATELINE_E_MODEL);
    f->before[2] = 7;
    assert_int_equal(hint_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_E_MODEL);
    f->before[2] = ROWS;
    f->header.nrows = ROWS + 1;
    assert_int_equal(hint_open(bytes_of(f, sizeof *f), &w, NULL), DATELINE_E_MODEL);
    free(f);
}

static void files_behind_each_other(void **state)
{
    (void)state;
    weight_file *f = new_file();
    char *two = calloc(2, sizeof *f);
    hint_weights w;
    assert_non_null(two);
    memcpy(two, f, sizeof *f);
    memcpy(two + sizeof *f, f, sizeof *f);
    view rest = {two, 2 * sizeof *f};
    assert_int_equal(hint_open_next(&rest, &w, NULL), DATELINE_OK);
    assert_int_equal(hint_open_next(&rest, &w, NULL), DATELINE_OK);
    assert_int_equal(rest.length, 0);
    assert_int_equal(hint_open_next(&rest, &w, NULL), DATELINE_E_MODEL);
    free(two);
    free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traits_with_rows_count),
        cmocka_unit_test(slots_count_like_rows),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(files_behind_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
