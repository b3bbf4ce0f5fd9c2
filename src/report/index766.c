/* index766.c - see index766.h. */
#include "report/index766.h"

bool index_score(double *ratio, double *part, int64_t numerator, int64_t denominator, int threshold)
{
    if (denominator <= 0)
        return false;
    *ratio = (double)numerator / (double)denominator;
    *part = *ratio * 100 / threshold;
    if (*part > 1)
        *part = 1;
    return true;
}
