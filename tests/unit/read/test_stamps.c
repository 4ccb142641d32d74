/* Time stamps as machines write them: the day that is certain, or none. */
#include "test.h"

#include "read/read_priv.h"

static void assert_day(const char *stamp, const char *expected)
{
    char text[16];
    day_format(stamp_day(view_of(stamp)), text);
    if (strcmp(text, expected) != 0) {
        print_error("'%s' gives '%s', not '%s'\n", stamp, text, expected);
        fail();
    }
}

static void stamps_give_their_day(void **state)
{
    (void)state;
    static const char *const stamps[] = {"2022-07-18",
                                         "20220718",
                                         "2022-07-18T23:30:00Z",
                                         "2022-07-18T23:30:00-04:00",
                                         "20220718101500",
                                         "20220718T101500Z",
                                         "2022-07-18 10:15",
                                         "Mon, 18 Jul 2022 10:00:00 GMT",
                                         "18 July 2022",
                                         "July 18, 2022",
                                         "Monday, July 18, 2022",
                                         "July 18, 2022 Monday",
                                         "Mon Jul 18 10:00:00 +0000 2022",
                                         "1658102400",
                                         "1658102400000",
                                         "18/07/2022",
                                         "7/18/2022",
                                         "18.07.2022",
                                         "2022/07/18",
                                         " 2022-07-18 "};
    for (size_t i = 0; i < sizeof stamps / sizeof stamps[0]; i++) {
        assert_day(stamps[i], "2022-07-18");
    }
}

static void what_is_uncertain_gives_none(void **state)
{
    (void)state;
    static const char *const stamps[] = {"",        "yesterday",  "07/08/2022", "2022-13-40",
                                         "July 18", "31/02/2022", "12",         "1234567",
                                         "2022-07", "//",         "99999999",   "18/07/22"};
    for (size_t i = 0; i < sizeof stamps / sizeof stamps[0]; i++) {
        assert_day(stamps[i], "");
    }
    assert_day("08/08/2022", "2022-08-08");
    assert_day("08.07.2022", "2022-07-08");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stamps_give_their_day),
                                       cmocka_unit_test(what_is_uncertain_gives_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
