/* Handles of the ledger and coders, opened at the start and lent for the length of a request. */
#include "serve/serve_priv.h"

dateline_status serve_pool_open(serve_pool *p, const serve_options *o, dateline_error *e)
{
    *p = (serve_pool){.path = o->ledger, .model = o->model};
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->back, NULL);
    dateline_status status = DATELINE_OK;
    for (int i = 0; i < SERVE_THREADS && status == DATELINE_OK; i++) {
        status = dateline_ledger_open(o->ledger, false, &p->ledgers[i], e);
    }
    for (int i = 0; i < SERVE_CODERS && status == DATELINE_OK && o->model != NULL; i++) {
        status = dateline_coder_open(o->model, &p->coders[i], e);
    }
    if (status != DATELINE_OK) {
        serve_pool_close(p);
    }
    return status;
}

void serve_pool_close(serve_pool *p)
{
    for (int i = 0; i < SERVE_THREADS; i++) {
        if (p->ledgers[i] != NULL) {
            dateline_ledger_close(p->ledgers[i]);
        }
    }
    for (int i = 0; i < SERVE_CODERS; i++) {
        dateline_coder_close(p->coders[i]);
    }
    (void)pthread_mutex_destroy(&p->lock);
    (void)pthread_cond_destroy(&p->back);
}

/* Waits until one of the n is free, and takes it. */
static int take(serve_pool *p, bool *taken, int n)
{
    (void)pthread_mutex_lock(&p->lock);
    int i = 0;
    while (taken[i]) {
        if (++i == n) {
            (void)pthread_cond_wait(&p->back, &p->lock);
            i = 0;
        }
    }
    taken[i] = true;
    (void)pthread_mutex_unlock(&p->lock);
    return i;
}

static void give(serve_pool *p, bool *taken, int i)
{
    (void)pthread_mutex_lock(&p->lock);
    taken[i] = false;
    (void)pthread_cond_broadcast(&p->back);
    (void)pthread_mutex_unlock(&p->lock);
}

int serve_take_ledger(serve_pool *p)
{
    return take(p, p->ledger_taken, SERVE_THREADS);
}

void serve_give_ledger(serve_pool *p, int place)
{
    give(p, p->ledger_taken, place);
}

int serve_take_coder(serve_pool *p)
{
    return take(p, p->coder_taken, SERVE_CODERS);
}

void serve_give_coder(serve_pool *p, int place)
{
    give(p, p->coder_taken, place);
}
