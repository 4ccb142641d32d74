/* A ring of slots between one reader, many workers and one writer.
 *
 * The caller's thread fills slots in order and delivers them in the same order; workers take filled
 * slots in order too, so a single counter (taken) is their queue.  A slot's state changes only
 * under the lock:  EMPTY -> READ (caller) -> BUSY (worker) -> DONE (worker) -> EMPTY (caller). */
#define _DEFAULT_SOURCE /* sysconf(_SC_NPROCESSORS_ONLN) */
#include "pipe/pipe.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_LIMIT = 64, SLOTS_A_JOB = 4, SLOTS = JOBS_LIMIT * SLOTS_A_JOB };

typedef enum { SLOT_EMPTY, SLOT_READ, SLOT_BUSY, SLOT_DONE } slot_state;

typedef struct {
    slot_state state;
    pipe_item item;
    dateline_status status; /* a failure that ends the run */
    dateline_error error;
} slot;

typedef struct {
    const dateline_model *model;
    const pipe_options *options;
    pthread_mutex_t lock;
    pthread_cond_t work; /* a slot is to be worked on, or the run ends */
    pthread_cond_t news; /* a slot is done */
    size_t nslots;
    uint64_t filled, taken, delivered; /* slots so far; index = count % nslots */
    bool closing;
    slot slots[SLOTS];
} ring;

unsigned pipe_cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > JOBS_LIMIT ? JOBS_LIMIT : (unsigned)n;
}

/* A report that cannot be annotated becomes a reject; only want of memory ends the run. */
static void work_on(const ring *p, dateline_coder *coder, slot *s)
{
    const pipe_options *o = p->options;
    dateline_error why = {0};
    dateline_status status = dateline_annotate(coder, s->item.report, o->last, &why);
    if (status == DATELINE_OK && o->render != NULL) {
        status = o->render(o->context, s->item.report, &s->item.text, &why);
    }
    if (status != DATELINE_OK) {
        const char *id = dateline_report_id(s->item.report);
        size_t i = 0;
        for (; id[i] != '\0' && i + 1 < sizeof s->item.reject.id; i++) {
            s->item.reject.id[i] = id[i];
        }
        s->item.reject.id[i] = '\0';
        s->item.reject.origin[0] = '\0';
        s->item.reject.reason = why;
        dateline_report_free(s->item.report);
        s->item.report = NULL;
    }
}

static void *worker(void *argument)
{
    ring *p = argument;
    dateline_coder *coder = NULL;
    dateline_error error = {0};
    dateline_status opened = dateline_coder_open(p->model, &coder, &error);
    (void)pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->closing && p->taken == p->filled) {
            (void)pthread_cond_wait(&p->work, &p->lock);
        }
        if (p->closing) {
            break;
        }
        slot *s = &p->slots[p->taken++ % p->nslots];
        bool passed = s->item.report == NULL || s->item.passed;
        s->state = SLOT_BUSY;
        (void)pthread_mutex_unlock(&p->lock);
        s->status = opened;
        s->error = error;
        if (opened == DATELINE_OK && !passed) {
            work_on(p, coder, s);
        }
        (void)pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        (void)pthread_cond_signal(&p->news);
    }
    (void)pthread_mutex_unlock(&p->lock);
    dateline_coder_close(coder);
    return NULL;
}

static void empty_slot(slot *s)
{
    dateline_report_free(s->item.report);
    dateline_text_free(&s->item.text);
    *s = (slot){.state = SLOT_EMPTY};
}

/* Reads the next report into its slot; DATELINE_END when the input is at its end. */
static dateline_status fill(ring *p, dateline_input *input, dateline_error *error)
{
    slot *s = &p->slots[p->filled % p->nslots];
    const pipe_options *o = p->options;
    dateline_status status = dateline_input_next(input, &s->item.report, &s->item.reject, error);
    if (status == DATELINE_OK && s->item.report != NULL && o->wanted != NULL) {
        bool wanted = true;
        status = o->wanted(o->context, s->item.report, &wanted, error);
        s->item.passed = !wanted;
    }
    if (status == DATELINE_OK) {
        (void)pthread_mutex_lock(&p->lock);
        s->state = SLOT_READ;
        p->filled++;
        (void)pthread_cond_signal(&p->work);
        (void)pthread_mutex_unlock(&p->lock);
    }
    return status;
}

/* Waits a while for the oldest slot; true when it is done. */
static bool oldest_done(ring *p, bool wait)
{
    const slot *s = &p->slots[p->delivered % p->nslots];
    (void)pthread_mutex_lock(&p->lock);
    if (wait && s->state != SLOT_DONE) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1; /* wakes now and then to see whether the run was cancelled */
        (void)pthread_cond_timedwait(&p->news, &p->lock, &until);
    }
    bool done = s->state == SLOT_DONE;
    (void)pthread_mutex_unlock(&p->lock);
    return done;
}

static dateline_status deliver(ring *p, dateline_error *error)
{
    slot *s = &p->slots[p->delivered % p->nslots];
    dateline_status status = s->status;
    if (status != DATELINE_OK && error != NULL) {
        *error = s->error;
    }
    if (status == DATELINE_OK) {
        status = p->options->deliver(p->options->context, &s->item, error);
    }
    empty_slot(s);
    p->delivered++;
    return status;
}

/* Fills and delivers until the input is at its end or something fails. */
static dateline_status pump(ring *p, dateline_input *input, dateline_error *error)
{
    const pipe_options *o = p->options;
    bool more = true;
    while (more || p->delivered < p->filled) {
        if (o->cancelled != NULL && o->cancelled(o->context)) {
            return DATELINE_E_CANCELLED;
        }
        bool room = more && p->filled - p->delivered < p->nslots;
        if (room) {
            dateline_status status = fill(p, input, error);
            if (status != DATELINE_OK && status != DATELINE_END) {
                return status;
            }
            more = status == DATELINE_OK;
        }
        while (p->delivered < p->filled && oldest_done(p, !room)) {
            dateline_status status = deliver(p, error);
            if (status != DATELINE_OK) {
                return status;
            }
            room = true;
        }
    }
    return DATELINE_OK;
}

static void close_ring(ring *p, const pthread_t *threads, unsigned started)
{
    (void)pthread_mutex_lock(&p->lock);
    p->closing = true;
    (void)pthread_cond_broadcast(&p->work);
    (void)pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    for (size_t i = 0; i < p->nslots; i++) {
        empty_slot(&p->slots[i]);
    }
    (void)pthread_cond_destroy(&p->work);
    (void)pthread_cond_destroy(&p->news);
    (void)pthread_mutex_destroy(&p->lock);
}

dateline_status pipe_run(const dateline_model *model, dateline_input *input,
                         const pipe_options *options, dateline_error *error)
{
    unsigned jobs = options->jobs == 0           ? pipe_cores()
                    : options->jobs > JOBS_LIMIT ? JOBS_LIMIT
                                                 : options->jobs;
    ring p = {.model = model, .options = options, .nslots = (size_t)jobs * SLOTS_A_JOB};
    pthread_t threads[JOBS_LIMIT];
    (void)pthread_mutex_init(&p.lock, NULL);
    (void)pthread_cond_init(&p.work, NULL);
    (void)pthread_cond_init(&p.news, NULL);
    unsigned started = 0;
    while (started < jobs && pthread_create(&threads[started], NULL, worker, &p) == 0) {
        started++;
    }
    dateline_status status = DATELINE_E_MEMORY;
    if (started > 0) {
        status = pump(&p, input, error);
    } else if (error != NULL) {
        *error = (dateline_error){.status = status, .message = "no thread could be started"};
    }
    close_ring(&p, threads, started);
    return status;
}
