/*
 * kernel.h - the contract between walks (which know arrays) and kernels (which know one statistic).
 *
 * A kernel computes as many independent tiles at a time as a vector has lanes; arithmetic within a lane is sequential,
 * so its bits do not depend on their number.  Kernels come in two ways, built from the same source:
 *
 *   along    a lane is a tile of one series: lanes are `apart`, positions follow each other
 *   across   a lane is a column of a table: lanes follow each other, positions are `apart`
 */
#ifndef FR_KERNEL_H
#define FR_KERNEL_H

#include "elementwise/kernel.h"
#include "ewm/kernel.h"
#include "memory.h"
#include "range_scale.h"
#include "series.h"
#include "weighted/kernel.h"

enum { FR_MAX_LANES = 8, FR_ROWS = 8, FR_SEGMENT = 256, FR_MAX_INPUTS = 2, FR_MAX_OUTPUTS = 3 };
#define FR_TAME 0x1p500 /* squares, and sums of as many as fit into memory, stay finite */

enum { FR_ALONG, FR_ACROSS, FR_WAYS };
enum { FR_TILES, FR_GROWING_TILES, FR_TOTALS }; /* what is made of tiles; growing: no trailing row is there */

/* How a window of w elements is cut up; see plan.c.  w == rows + head + back * rows + 1 */
typedef struct {
    ptrdiff_t window; /* w */
    ptrdiff_t rows;   /* outputs of a tile, a multiple of FR_ROWS; 0: small window, no tiles */
    ptrdiff_t back;   /* whole earlier tiles that every window of a tile contains */
    ptrdiff_t head;   /* elements left between the trailing rows and those tiles */
    ptrdiff_t octets; /* of a tile, for kernels of octets; 0: rows are by tiles of the above */
} fr_plan;

/* The elements or outputs of all lanes; apart: doubles from lane to lane (along) or position to position (across). */
typedef struct {
    double *at;
    ptrdiff_t apart;
} fr_rows;

typedef struct {
    const fr_plan *plan;
    ptrdiff_t groups; /* of tiles, one for each lane; one group after the other (across: only if back is 0) */
    ptrdiff_t back;   /* of the plan's earlier tiles, the nearest that may have elements: no others are looked at */
    ptrdiff_t wanted; /* outputs of a tile, from its first on: a multiple of FR_ROWS; fewer than `rows`: of the last */
    fr_rows lead[FR_MAX_INPUTS]; /* from the first output on, `wanted` of them */
    fr_rows
        trail[FR_MAX_INPUTS]; /* from the first element of the first window on; rows + head, readable to FR_ROWS more */
    fr_rows out[FR_MAX_OUTPUTS];
    double origin, end;     /* positions of the series' first element and of its end, from lane 0's first output */
    ptrdiff_t ahead;        /* positions from these elements and outputs to those that will be wanted next */
    double *scratch;        /* rows * lanes * state_doubles */
    double *totals;         /* of the tile of lane 0; lanes follow each other */
    ptrdiff_t totals_back;  /* doubles to the total of the tile before */
    ptrdiff_t totals_field; /* doubles to the next field of a total */
    double ddof, min_periods;
} fr_tile_job;

typedef struct {
    ptrdiff_t window, outputs; /* outputs: vectors of `lanes` */
    fr_rows in[FR_MAX_INPUTS]; /* first elements of the first windows; apart: from one vector of outputs to the next */
    ptrdiff_t element[FR_MAX_INPUTS]; /* doubles from one element of a window to the next */
    fr_rows out[FR_MAX_OUTPUTS];
    int way;
    double origin, end; /* as above */
    ptrdiff_t ahead;    /* outputs from these to those that will be wanted next; 0: they follow each other in memory */
    double ddof, min_periods;
} fr_direct_job;

enum { FR_OCTETS_TOGETHER = 16 }; /* or a tile, if that is more */

/* Octets of outputs; see kernel_octets.inc.  A tile is as many as make a window, or fewer: the last one. */
typedef struct {
    ptrdiff_t window, min_periods;
    ptrdiff_t octets;       /* of a tile */
    ptrdiff_t wanted;       /* of all tiles */
    const double *x;        /* the first element; 8 before it can be read */
    double *out;            /* NULL: what follows is only made ready for tiles that come after these */
    double *eights, *rests; /* octets of states: of 8 elements, and of the rest of a window, that end at a place */
    unsigned char *there;   /* a bit for each element, a byte for each octet */
    double *prefixes;       /* octets of states, those of the tiles that are computed together */
} fr_octets_job; /* before eights, rests and there are those of the tile before; before these there is a byte more */

/* Windows with bounds of their own. */
typedef struct {
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    bool skip_inf;
    const int64_t *start, *end; /* windows [start[i], end[i]) */
    bool steady;                /* each ends one element after the one before, and begins no earlier */
    ptrdiff_t outputs;
    double ddof, min_periods;
    bool counts_rows;
    ptrdiff_t longest; /* no window has more elements */
    void *scratch;     /* room for fr_lay_out_flip() */
} fr_flip_job;

/* What an output becomes if x and y are multiplied: it is multiplied by x^x and y^y.  power: the highest power of
 * elements, or of their deviations, that it is made of; 0: none, it is exact whatever their size.  quotient: it is a
 * sum of elements over their count. */
typedef struct {
    signed char power, x, y;
    bool quotient;
} fr_scale;

/* [0]: every element is tame, that is |x| < FR_TAME;  [1]: any are allowed, NaN are skipped.  The same bits where both
 * apply. */
typedef struct {
    void (*tile[FR_WAYS][2])(const fr_tile_job *);
    void (*growing)(const fr_tile_job *);           /* tile[FR_ALONG][0] where no trailing row is there */
    void (*total[FR_WAYS][2])(const fr_tile_job *); /* only the totals of the tiles */
    void (*direct[2])(const fr_direct_job *);
    /* For rows of windows of 9 elements or more, or NULL.  [0] returns false where not all elements are finite, and has
     * not done its work then; [1] returns whether they are. */
    bool (*octets[2])(const fr_octets_job *);
    void (*flip)(const fr_flip_job *);
    int state_doubles; /* of a partial result with its count, in one lane */
    int total_fields;  /* of the total of a tile, in one lane */
    int least;         /* valid elements that a window needs whatever min_periods is */
    double empty;      /* the output of a window without elements, if it needs none */
    fr_scale scales[FR_MAX_OUTPUTS];
} fr_kernel;

/* Doubles for the elements, states and anchors of both sides of a turn in each lane.  The pitch, from one array to the
 * next, is an odd number of cache lines, so that they do not fall into the same places of a cache. */
static inline ptrdiff_t fr_flip_pitch(ptrdiff_t longest) { return (longest + 2 * FR_MAX_LANES) / 16 * 16 + 24; }
static inline ptrdiff_t fr_flip_anchors(ptrdiff_t longest) { return (longest / FR_SEGMENT + 2) * FR_MAX_INPUTS; }

/* How many turns go side by side: one in all lanes, where as many as there are lanes would not fit into a cache. */
/* Where the kernel works.  An array has a part for each of the turns that go side by side. */
typedef struct {
    int together;
    ptrdiff_t pitch;
    double *x[FR_MAX_INPUTS]; /* elements, 2 * pitch of them: those after `at` of a turn begin at `pitch` */
    double *state[2];         /* before and after: each field of the states, `pitch` of them */
    double *anchors[2];
} fr_flip_rooms;

static inline int fr_flip_together(int inputs, int state_doubles, ptrdiff_t longest, int lanes)
{
    enum { CACHE = 1 << 19 }; /* doubles */
    return 2 * lanes * (inputs + state_doubles) * longest > CACHE ? 1 : lanes;
}

static inline fr_flip_rooms fr_lay_out_flip(int inputs, int state_doubles, ptrdiff_t longest, int lanes,
                                            fr_memory *memory)
{
    fr_flip_rooms r = {.together = fr_flip_together(inputs, state_doubles, longest, lanes),
                       .pitch = fr_flip_pitch(longest)};
    for (int k = 0; k < inputs; k++) r.x[k] = fr_take_rows(memory, 2 * r.together, r.pitch);
    for (int side = 0; side < 2; side++) {
        r.state[side] = fr_take_rows(memory, r.together * state_doubles, r.pitch);
        r.anchors[side] = fr_take_rows(memory, lanes, fr_flip_anchors(longest));
    }
    return r;
}

enum { FR_SCALE_UP, FR_SCALE_DOWN, FR_SCALE_BACK };

/* What is compiled once for each instruction set; tables are in the order of fr_statistics(): first those of `kernels`,
 * then those of `order`. */
typedef struct {
    const char *name;
    int lanes; /* of a vector */
    const fr_kernel *const *kernels;
    const struct fr_order_kernels *order;
    const fr_ewm_kernel *ewm;                  /* in the order of fr_ewm_statistics() */
    fr_elementwise_kernel *const *elementwise; /* in the order of fr_elementwise_functions() */
    fr_weighted_kernel *const *weighted;       /* in the order of fr_weighted_statistics() */
    void (*widen)(const float *from, ptrdiff_t count, double *to);
    void (*narrow)(const double *from, ptrdiff_t count, float *to);
    /* At rows of so many vectors, `apart` doubles apart.  Faster if it is known whether any elements are not finite. */
    fr_look (*look)(const double *from, ptrdiff_t vectors, ptrdiff_t apart, ptrdiff_t rows, bool gaps_expected);
    /* Elements, by a power of two above 1, or not above; and results. */
    void (*scale[3])(const double *from, ptrdiff_t count, const fr_factors *by, double *to);
} fr_isa;

const fr_isa *fr_best_isa(void);

#endif
