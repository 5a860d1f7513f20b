/*
 * table.c - the weights of the elements of a block in which none is missing.
 */
#include "scalar.h"

void fr_ewm_fill_table(fr_ewm_rule *rule)
{
    const double_step step = double_step_after(rule->decay, rule);
    fr_ewm_table *t = &rule->table;
    t->factor = step.decay;
    for (int row = 0; row < EWM_BLOCK; row++) {
        double_weighing w = {.share = 0};
        if (row > 0) w = double_weighed(t->weight[row - 1], t->pairs[row - 1], step.decay, step.more);
        t->decay[row] = row > 0 ? t->decay[row - 1] * step.decay : 1;
        t->weight[row] = w.weight;
        t->pairs[row] = w.pairs;
        t->share[row] = w.share;
        t->spread[row] = w.spread;
        t->heavier[row] = w.heavier;
    }
}
