/* Durations and sets: how long, how often; the days they cover where the words anchor them. */
#include "when/value.h"

static void length(const when_state *w, time_expr *out, int32_t thousandths, int unit)
{
    out->type = TIMEX_DURATION;
    out->value = value_period(w, thousandths, unit);
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_NONE);
    int64_t days = thousandths > 0 ? (int64_t)thousandths * unit_days(unit) / 1000 : 0;
    out->duration = days < 400000 ? (int32_t)days : 0;
}

/* "the past two years" reaches back from now, "the next three days" ahead. */
static void anchored(const when_state *w, const frame *f, time_expr *out)
{
    if (w->document == DAY_NONE || out->duration == 0 || f->dir == 2 || f->dir == 0) {
        return;
    }
    out->when = f->dir < 0
                    ? interval_of(value_before(w->document, out), w->document, PRECISION_VAGUE)
                    : interval_of(w->document, w->document + out->duration, PRECISION_VAGUE);
}

static void set(const when_state *w, time_expr *out, int32_t thousandths, int unit)
{
    out->type = TIMEX_SET;
    out->value = value_period(w, thousandths == 0 ? 1000 : thousandths, unit);
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_NONE);
}

static void set_named(const when_state *w, const frame *f, time_expr *out)
{
    static const char *const parts[] = {"MO", "MI", "AF", "EV", "NI", "DT"};
    out->type = TIMEX_SET;
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_NONE);
    const char *part = f->part >= 0 ? parts[f->part] : "";
    if (f->month > 0) {
        out->value = arena_printf(w->r->arena, "XXXX-%02d", f->month);
    } else if (f->wday >= 0) {
        out->value =
            arena_printf(w->r->arena, "XXXX-WXX-%d%s%s", f->wday + 1, *part ? "T" : "", part);
    } else {
        out->value = arena_printf(w->r->arena, "XXXX-XX-XXT%s", part);
    }
}

bool resolve_length(const when_state *w, const frame *f, time_expr *out)
{
    switch (f->read) {
    case READ_DURATION:
        length(w, out, f->n, f->unit);
        anchored(w, f, out);
        return true;
    case READ_DURATION_RANGE:
        length(w, out, f->n2 != 0 ? f->n : f->n, f->unit);
        return true;
    case READ_DURATION_HALF:
        length(w, out, f->n + 500, f->unit);
        return true;
    case READ_HALF_UNIT:
        length(w, out, 500, f->unit);
        return true;
    case READ_UNIT_LONG:
        length(w, out, f->plural ? VAGUE : 1000, f->unit);
        return true;
    case READ_UNIT_ENDED:
        if (f->unit == UNIT_QUARTER) {
            return false;
        }
        length(w, out, 1000, f->unit);
        return true;
    case READ_UNIT_ONE:
        length(w, out, 1000, f->unit);
        return true;
    case READ_UNITS:
        length(w, out, VAGUE, f->unit);
        return true;
    case READ_OFTEN:
    case READ_SET_PER:
        set(w, out, 1000, f->unit);
        return true;
    case READ_SET:
        set(w, out, f->n != 0 ? f->n : f->ordinal * 1000, f->unit);
        return true;
    case READ_SET_WEEKDAY:
    case READ_SET_MONTH:
    case READ_SET_PART:
        set_named(w, f, out);
        return true;
    default:
        return false;
    }
}
