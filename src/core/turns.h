/*
 * turns.h - windows with bounds of their own, cut up into turns: what the kernels of kernel_flip.inc have in common.
 *
 * A turn has consecutive outputs whose windows all reach to its turning point `at`, the end of the first of them, or
 * across it.  The next turn begins where a window lies behind `at` altogether, or where bounds go back.
 */
#ifndef FR_TURNS_H
#define FR_TURNS_H

#include "finite.h"
#include "kernel.h"
#include "stop.h"
#include "vec.h"
#include <string.h>

enum { FR_BEFORE, FR_AFTER }; /* the sides of a turning point */

typedef struct {
    ptrdiff_t first, last; /* outputs */
    int64_t low, at, high; /* their windows lie in elements [low, high) */
    bool steady;           /* each of them ends one element after the one before */
} fr_turn;

/* A turn for each lane, one after the other, or the same for all; lanes left over have one without outputs. */
typedef struct {
    fr_turn of[LANES];
    ptrdiff_t first, last;   /* outputs */
    ptrdiff_t before, after; /* the most elements that any of them has before and after `at` */
} fr_turns;

static inline int64_t fr_start(const fr_flip_job *f, ptrdiff_t i)
{
    return f->start[i] < f->end[i] ? f->start[i] : f->end[i];
}

/* Those of the LANES outputs from i on, as bits, that do not go on with the turn; and those that are not steady. */
static inline unsigned fr_beyond_turn(const fr_flip_job *f, ptrdiff_t i, const fr_turn *t, unsigned *uneven)
{
    const mask start = (mask)load_bits(f->start + i), end = (mask)load_bits(f->end + i);
    const mask end_before = (mask)load_bits(f->end + i - 1);
    *uneven = lanes_of(end != end_before + 1);
    return lanes_of((start < t->low) | (start >= t->at) | (end < end_before));
}

/* Where a turn ends if all windows are steady. */
static inline ptrdiff_t fr_steady_end(const fr_flip_job *f, ptrdiff_t i, ptrdiff_t last, int64_t at)
{
    for (; i + LANES <= last; i += LANES) {
        const unsigned beyond = lanes_of((mask)load_bits(f->start + i) >= at);
        if (beyond) return i + __builtin_ctz(beyond);
    }
    while (i < last && f->start[i] < at) i++;
    return i;
}

/* Where it ends, and whether it is steady. */
static inline ptrdiff_t fr_turn_end(const fr_flip_job *f, ptrdiff_t i, ptrdiff_t last, fr_turn *t)
{
    unsigned uneven, beyond = 0, all_uneven = 0;
    for (; i + LANES <= last; i += LANES) {
        beyond = fr_beyond_turn(f, i, t, &uneven);
        if (beyond) break;
        all_uneven |= uneven;
    }
    if (beyond) {
        i += __builtin_ctz(beyond);
        all_uneven |= uneven & ((beyond & -beyond) - 1);
    }
    for (; !beyond && i < last; i++) {
        if (f->start[i] < t->low || f->start[i] >= t->at || f->end[i] < f->end[i - 1]) break;
        all_uneven |= f->end[i] != f->end[i - 1] + 1;
    }
    t->steady = !all_uneven;
    return i;
}

static inline fr_turn fr_turn_from(const fr_flip_job *f, ptrdiff_t first, ptrdiff_t last)
{
    fr_turn t = {first, first, 0, 0, 0, true};
    if (first == last) return t;
    t.at = f->end[first], t.low = fr_start(f, first);
    t.last = f->steady ? fr_steady_end(f, first + 1, last, t.at) : fr_turn_end(f, first + 1, last, &t);
    t.high = f->end[t.last - 1];
    return t;
}

/* The first `together` of outputs [first, last): as many as there are lanes, or one. */
static inline fr_turns fr_turns_from(const fr_flip_job *f, ptrdiff_t first, ptrdiff_t last, int together)
{
    fr_turns turns;
    turns.first = turns.last = first, turns.before = turns.after = 0;
    for (int l = 0; l < LANES; l++) {
        const fr_turn t = turns.of[l] = l < together ? fr_turn_from(f, turns.last, last) : turns.of[0];
        turns.last = t.last;
        turns.before = fr_larger(turns.before, t.at - t.low);
        turns.after = fr_larger(turns.after, t.high - t.at);
    }
    return turns;
}

/* Copies contiguous doubles, unless they are there already, and fills up a vector with zeros; returns whether all are
 * tame. */
static inline bool fr_copy_tame(const double *from, ptrdiff_t count, double *to)
{
    lane_bits wild = {0};
    ptrdiff_t k = 0;
    for (; k + LANES <= count; k += LANES) {
        const vec x = load(from + k);
        store(to + k, x);
        wild |= unless_below(x, FR_TAME);
    }
    if (k < count) {
        for (ptrdiff_t i = count; i < k + LANES; i++) to[i] = 0;
        for (ptrdiff_t i = k; i < count; i++) to[i] = from[i];
        wild |= unless_below(load(to + k), FR_TAME);
    }
    return found_none(wild);
}

/* Copies the elements of a turn to where `at` is to be; returns whether all are tame. */
static inline bool fr_copy_turn(fr_series s, bool skip_inf, const fr_turn *t, double *at)
{
    const fr_view view = {PTRDIFF_MAX, NAN, false};
    const ptrdiff_t count = t->high - t->low;
    double *to = at - (t->at - t->low);
    const bool tame =
        fr_copy_tame(fr_is_plain(s) ? (double *)s.at + t->low : fr_read(s, &view, t->low, count, to), count, to);
    for (ptrdiff_t k = 0; k < count && skip_inf && !tame; k += LANES) store(to + k, without_inf(load(to + k)));
    return tame;
}

/* LANES outputs from i on, or up to the last of the turns: those left over are like that.  `apart`: doubles from the
 * states of one lane to those of the next. */
typedef struct {
    lane_bits before, after; /* elements of the window before and after its turning point */
    lane_bits lane, states;  /* of its turn; doubles to the states of that lane */
    ptrdiff_t i, count;
    bool steady; /* they are of one turn, and that is */
    bool brief;  /* they are of one turn, and it has one anchor on each side */
} fr_split;

/* The first of them belongs to turn `turn`, others may to later ones. */
static inline fr_split fr_split_windows(const fr_flip_job *f, const fr_turns *turns, int turn, ptrdiff_t i,
                                        ptrdiff_t apart)
{
    int64_t starts[LANES], ends[LANES];
    const ptrdiff_t count = fr_smaller(LANES, turns->last - i);
    const bool cut = i + LANES > f->outputs;
    for (ptrdiff_t l = 0; l < LANES && cut; l++) {
        const ptrdiff_t output = i + fr_smaller(l, count - 1);
        starts[l] = f->start[output], ends[l] = f->end[output];
    }
    const lane_bits none = {0}, end = load_bits(cut ? ends : f->end + i), outputs = (uint64_t)i + lane_counts();
    const lane_bits start = smaller_of(load_bits(cut ? starts : f->start + i), end);
    lane_bits at = none + (uint64_t)turns->of[turn].at, lane = none + (uint64_t)turn;
    for (int t = turn + 1; t < LANES && turns->of[t].first < i + count; t++) {
        const lane_bits later = (lane_bits)((mask)outputs >= turns->of[t].first);
        at = (at & ~later) | ((uint64_t)turns->of[t].at & later);
        lane -= later;
    }
    const lane_bits there = (lane_bits)((mask)outputs < i + count);
    return (fr_split){(at - start) & there, (end - at) & there, lane, lane * (uint64_t)apart, i, count, false, false};
}

/* All of them belong to turn `turn`, and start before its turning point. */
INLINE fr_split fr_split_turn(const fr_flip_job *f, const fr_turns *turns, int turn, ptrdiff_t i, ptrdiff_t apart)
{
    const fr_turn *t = &turns->of[turn];
    const bool brief = turns->before < FR_SEGMENT && turns->after < FR_SEGMENT;
    const lane_bits start = load_bits(f->start + i), none = {0};
    const lane_bits after =
        t->steady ? (uint64_t)(i - t->first) + lane_counts() : load_bits(f->end + i) - (uint64_t)t->at;
    const lane_bits lane = none + (uint64_t)turn, states = none + (uint64_t)(turn * apart);
    return (fr_split){(uint64_t)t->at - start, after, lane, states, i, LANES, t->steady, brief};
}

#endif
