/*
 * abreast.c - exponentially weighted statistics of short series, or short groups of one, several at a time.
 *
 * Each lane of a vector works on a part of its own, block by block, and takes the next part when it is through,
 * whatever the others do.  Parts are at most a panel long, so that nothing but totals goes from block to block.  Blocks
 * are copied to where the kernel wants them and back.
 */
#include "walk.h"
#include <string.h>

/* Where a lane is. */
typedef struct {
    fr_ewm_part part; /* of no element: the lane has nothing to do */
    ptrdiff_t from;
    int infinities;
} lane;

typedef struct {
    double *scratch, *carry, *total; /* of all lanes */
    double *in[2], *out, *decays;    /* block by block */
    lane lanes[EWM_MAX_LANES];
    ptrdiff_t next, end; /* parts that no lane has taken yet */
} room;

static void lay_out(const fr_ewm_walk *walk, room *work, fr_memory *memory)
{
    const ptrdiff_t lanes = walk->isa->lanes;
    work->scratch = fr_take_rows(memory, EWM_PLANES * EWM_BLOCK, lanes);
    work->carry = fr_take_rows(memory, EWM_FIELDS, lanes);
    work->total = fr_take_rows(memory, EWM_FIELDS, lanes);
    for (int k = 0; k < 2; k++) work->in[k] = fr_take_rows(memory, EWM_BLOCK, lanes);
    work->out = fr_take_rows(memory, EWM_BLOCK, lanes);
    work->decays = fr_take_rows(memory, EWM_BLOCK, lanes);
}

size_t fr_ewm_room_abreast(const fr_ewm_walk *walk)
{
    fr_memory memory = {NULL, 0};
    room work;
    lay_out(walk, &work, &memory);
    return memory.used;
}

static bool is_busy(const lane *one) { return one->from < one->part.n; }

/* Gives a lane the next part that has elements, if there is one. */
static void take_part(const fr_ewm_walk *walk, room *work, ptrdiff_t l)
{
    static const fr_ewm_state nothing = {.pending = 1, .decay = 1};
    lane *mine = &work->lanes[l];
    *mine = (lane){.from = 0};
    while (!is_busy(mine) && work->next < work->end) mine->part = fr_ewm_part_of(walk, work->next++);
    for (ptrdiff_t f = 0; f < EWM_FIELDS; f++) work->total[f * walk->isa->lanes + l] = ((const double *)&nothing)[f];
}

static void read_block(const fr_ewm_walk *walk, room *work, ptrdiff_t l, ptrdiff_t rows)
{
    const lane *mine = &work->lanes[l];
    const fr_view view = {mine->part.n, 0, false}; /* beyond the end: anything that is not missing */
    for (int k = 0; k < walk->inputs; k++) {
        double *to = work->in[k] + l * EWM_BLOCK;
        const double *from = fr_read(mine->part.in[k], &view, mine->from, rows, to);
        if (from != to) memcpy(to, from, (size_t)rows * sizeof *to);
    }
    if (mine->part.decays)
        memcpy(work->decays + l * EWM_BLOCK, mine->part.decays + mine->from, (size_t)rows * sizeof(double));
}

static void write_block(const fr_ewm_walk *walk, room *work, ptrdiff_t l, bool infinite)
{
    lane *mine = &work->lanes[l];
    const ptrdiff_t to = fr_smaller(mine->from + EWM_BLOCK, mine->part.n);
    fr_write(mine->part.out, (fr_range){0, mine->part.n}, mine->from, to - mine->from, work->out + l * EWM_BLOCK);
    if (infinite || mine->infinities)
        mine->infinities = fr_ewm_set_infinite(walk, &mine->part, mine->from, to, mine->infinities, true);
    mine->from = to;
    if (is_busy(mine)) return;
    fr_ewm_fill_before(walk, &mine->part);
    take_part(walk, work, l);
}

/* Rows that any lane has of its next block; 0: none has one. */
static ptrdiff_t next_rows(const fr_ewm_walk *walk, const room *work)
{
    const ptrdiff_t lanes = walk->isa->lanes;
    ptrdiff_t most = 0;
    for (ptrdiff_t l = 0; l < lanes; l++) most = fr_larger(most, work->lanes[l].part.n - work->lanes[l].from);
    return fr_smaller((most + lanes - 1) / lanes * lanes, EWM_BLOCK);
}

/* A block of each lane; false if none has one. */
static bool run_blocks(const fr_ewm_walk *walk, room *work, bool *gaps)
{
    fr_ewm_job job = {.rule = &walk->rule,
                      .in = {{work->in[0], 1, 0}, {work->in[walk->inputs - 1], 1, 0}},
                      .out = {work->out, 1, 0},
                      .rows = next_rows(walk, work),
                      .decays = walk->decays ? work->decays : NULL,
                      .carry = work->carry,
                      .total = work->total,
                      .scratch = work->scratch,
                      .gaps = *gaps,
                      .seen = FR_NOTHING_SEEN};
    bool has[EWM_MAX_LANES];
    if (job.rows == 0) return false;
    for (ptrdiff_t l = 0; l < walk->isa->lanes; l++) {
        has[l] = is_busy(&work->lanes[l]);
        read_block(walk, work, l, job.rows);
    }
    walk->kernel->abreast(&job);
    for (ptrdiff_t l = 0; l < walk->isa->lanes; l++)
        if (has[l]) write_block(walk, work, l, job.infinite);
    *gaps = job.gaps;
    fr_take_note(&walk->watch, job.seen);
    return true;
}

void fr_ewm_run_abreast(const fr_ewm_walk *walk, ptrdiff_t from, ptrdiff_t to, void *space)
{
    const ptrdiff_t lanes = walk->isa->lanes;
    fr_memory memory = fr_memory_at(space);
    room work = {.next = from, .end = to};
    bool gaps = false;
    lay_out(walk, &work, &memory);
    for (ptrdiff_t i = 0; i < EWM_BLOCK * lanes; i++) work.decays[i] = 1;
    for (ptrdiff_t l = 0; l < lanes; l++) take_part(walk, &work, l);
    fr_ewm_nothing(work.carry, lanes);
    while (run_blocks(walk, &work, &gaps)) continue;
}
