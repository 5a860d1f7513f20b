/*
 * kernel.h - the contract between the walks of exponentially weighted statistics and their kernels.
 *
 * A series is cut into blocks of EWM_BLOCK elements, and those are gathered into panels; where they begin depends on
 * nothing but the position in the series.  A vector works on as many blocks as it has lanes:
 *
 *   along    a lane is a block of one series
 *   across   a lane is a column of a table, and the blocks of a column follow each other
 *   abreast  a lane is a block of a series of its own, and blocks lie where those of one series would
 *
 * What a block or a panel does to what came before it is its `total`, known without that; see algebra.inc.
 */
#ifndef FR_EWM_KERNEL_H
#define FR_EWM_KERNEL_H

#include "../series.h"

enum { EWM_BLOCK = 64, EWM_PANEL = 64 * EWM_BLOCK, EWM_PLANES = 10, EWM_MAX_LANES = 8 };

/* In the order of fr_ewm_statistics(). */
enum { EWM_MEAN, EWM_SUM, EWM_VAR, EWM_STD, EWM_COV, EWM_CORR, EWM_KINDS };

/*
 * What some elements amount to.  First and lead tell of the first valid element among them; decay, weight and what
 * follows them tell of those after it: that one's weight depends on how long before it the last one was.  A carry is
 * all elements since the beginning of the series and needs neither first nor decay.
 */
typedef struct {
    double has;              /* 1 if any is valid, else 0 */
    double lead;             /* decay from the element before these to the first valid one */
    double pending;          /* decay since the last valid one; of all if none is */
    double first_x, first_y; /* the first valid element */
    double decay;            /* of whatever the first valid element belongs to, by those after it */
    double weight;           /* sum of weights */
    double pairs;        /* sum of products of the weights of any two elements, which is weight^2 - sum of squares */
    double x, y;         /* weighted means; of a sum, that */
    double low_x, low_y; /* what those are too short for */
    double xx, xy, yy;   /* weighted sums of products of deviations from the means */
} fr_ewm_state;

/* DO(field) for each of them, by name: where fields are counted, the compiler keeps all of a state in memory. */
#define EWM_EACH_FIELD(DO)                                                                                             \
    DO(has)                                                                                                            \
    DO(lead)                                                                                                           \
    DO(pending)                                                                                                        \
    DO(first_x) DO(first_y) DO(decay) DO(weight) DO(pairs) DO(x) DO(y) DO(low_x) DO(low_y) DO(xx) DO(xy) DO(yy)

enum { EWM_FIELDS = sizeof(fr_ewm_state) / sizeof(double) };

/* Weights of the elements of a block without gaps, row by row; see weighing in algebra.inc. */
typedef struct {
    double decay[EWM_BLOCK], weight[EWM_BLOCK], pairs[EWM_BLOCK], share[EWM_BLOCK], spread[EWM_BLOCK];
    bool heavier[EWM_BLOCK];
    double factor; /* by which the weights of what there is decay with each element */
} fr_ewm_table;

/* How elements are weighted. */
typedef struct {
    double alpha, decay; /* of one step; decay = 1 - alpha */
    bool adjust, ignore_na, bias;
    bool complement; /* if not adjust: a new element weighs 1 - decay, not alpha */
    double limit;    /* elements of a greater size are missing */
    fr_ewm_table table;
} fr_ewm_rule;

/* The elements or outputs of all lanes. */
typedef struct {
    double *at;
    ptrdiff_t apart; /* doubles from one position to the next, across */
    ptrdiff_t ahead; /* doubles from these to those that will be wanted next */
} fr_ewm_rows;

typedef struct {
    const fr_ewm_rule *rule;
    fr_ewm_rows in[2], out;
    ptrdiff_t blocks;     /* along: a multiple of the lanes; else not used */
    ptrdiff_t rows;       /* across, abreast: of the blocks that are wanted, whole multiples of lanes; all but the last
                           * blocks of the lanes have EWM_BLOCK */
    const double *decays; /* for each position of these elements; NULL: always rule->decay */
    const double *carry;  /* before the panel: a state (along), or one of vectors; NULL: no outputs */
    double *total;        /* of the panel before these elements, and with them afterwards */
    double *scratch;      /* EWM_PLANES * EWM_BLOCK * lanes */
    fr_look seen;         /* of the elements; begins with FR_NOTHING_SEEN */
    bool infinite;        /* set if any valid element is infinite */
    bool gaps;            /* missing elements are expected; set if the last group of blocks had any */
} fr_ewm_job;

typedef struct {
    void (*along)(fr_ewm_job *);
    void (*across)(fr_ewm_job *);
    void (*abreast)(fr_ewm_job *);
    void (*advance_along)(const fr_ewm_rule *rule, double *carry, const double *total); /* the carry after a panel */
    void (*advance_across)(const fr_ewm_rule *rule, double *carry, const double *total);
} fr_ewm_kernel;

/* The total of no element, in so many lanes. */
static inline void fr_ewm_nothing(double *state, ptrdiff_t lanes)
{
    static const fr_ewm_state nothing = {.pending = 1, .decay = 1};
    for (ptrdiff_t i = 0; i < EWM_FIELDS * lanes; i++) state[i] = ((const double *)&nothing)[i / lanes];
}

void fr_ewm_fill_table(fr_ewm_rule *rule);

#endif
