/* story/trend.c - bursts that hold against the rhythm of the week: a Monday is compared with
 * Mondays, those lately more than those long ago. */
#include <math.h>

#include "story/story.h"

double story_burst(double count, const double *weeks, size_t n)
{
    double sum = 0;
    double weight = 0;
    double w = 1;
    for (size_t i = 0; i < n; i++) {
        sum += w * weeks[i];
        weight += w;
        w *= 0.8; /* each week back counts for four fifths of the one after it */
    }
    double expected = weight > 0 ? sum / weight : 0;
    double over = (count - expected) / sqrt(expected + 1);
    return over > 0 ? over : 0;
}
