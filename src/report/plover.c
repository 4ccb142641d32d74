#include "report/plover.h"

static const char *const act_names[] = {"",
#define X(name) #name,
                                        PLOVER_TYPES(X)
#undef X
};

static const struct {
    act_type type;
    const char *name;
} modes[] = {{ACT_NONE, ""},
#define X(type, id, name) {ACT_##type, name},
             PLOVER_MODES(X)
#undef X
};

static const char *const status_names[] = {
#define X(id, name) name,
    PLOVER_STATUSES(X)
#undef X
};

static const char *const context_names[] = {
#define X(name) #name,
    PLOVER_CONTEXTS(X)
#undef X
};

const char *act_name(unsigned type)
{
    return type < ACT_COUNT ? act_names[type] : "";
}
bool act_is_mutual(unsigned type)
{
    return type == ACT_CONSULT || type == ACT_AGREE || type == ACT_SUPPORT || type == ACT_COOPERATE;
}
bool act_is_said(unsigned type)
{
    return type == ACT_ACCUSE || type == ACT_SUPPORT || type == ACT_REQUEST || type == ACT_REJECT ||
           type == ACT_AGREE || type == ACT_THREATEN || type == ACT_CONCEDE;
}
const char *mode_name(unsigned mode)
{
    return mode < MODE_COUNT ? modes[mode].name : "";
}
const char *status_name(unsigned status)
{
    return status < STATUS_COUNT ? status_names[status] : "";
}
const char *context_name(unsigned c)
{
    return c < CONTEXT_COUNT ? context_names[c] : "";
}
act_type mode_type(unsigned mode)
{
    return mode < MODE_COUNT ? modes[mode].type : ACT_NONE;
}

unsigned mode_first(act_type type)
{
    unsigned mode = 1;
    while (mode < MODE_COUNT && modes[mode].type != type) {
        mode++;
    }
    return mode;
}

static int find(const char *const *names, int count, view name)
{
    for (int i = 0; i < count; i++) {
        if (view_equal(name, view_of(names[i]))) {
            return i;
        }
    }
    return -1;
}

int act_of(view name)
{
    return name.length == 0 ? -1 : find(act_names, ACT_COUNT, name);
}
int status_of(view name)
{
    return find(status_names, STATUS_COUNT, name);
}
int context_of(view name)
{
    return find(context_names, CONTEXT_COUNT, name);
}

int mode_of(act_type type, view name)
{
    for (int i = 0; i < MODE_COUNT; i++) {
        if (view_equal(name, view_of(modes[i].name)) && (i == 0 || modes[i].type == type)) {
            return i;
        }
    }
    return -1;
}
