/* head.h - what stands above and below a paper of a people's committee (thể thức of NĐ 30/2020): who writes,
 * the motto, place and day; and who signs. */
#ifndef REPORT_HEAD_H
#define REPORT_HEAD_H

struct report_job;
struct sheet;

/* "Ủy ban nhân dân xã Đăk Tô" from "UBND xã Đăk Tô"; borrowed from the job's arena. */
const char *unit_in_full(const struct report_job *job);

/* Three rows from `row` on: left half up to column `split`, right half up to `last`. Returns the next row. */
int paper_head(struct sheet *s, const struct report_job *job, int row, int split, int last);

/* Title, the period below it, and a red line in a practice book. Returns the next row. */
int paper_title(struct sheet *s, const struct report_job *job, int row, int last, const char *title);

/* Who made it (left) and who signs (right), with room for the signature. Returns the next row. */
int paper_signatures(
    struct sheet *s, const struct report_job *job, int row, int split, int last, const char *signs);

/* "ngày 05/01/2026", "từ 05/01/2026 đến 11/01/2026" and until when figures are in; from the arena. */
const char *period_words(const struct report_job *job);

/* How it was counted, and the head of the journal: printed at the foot of every sheet of figures. */
extern const char counting_rule[];
const char *journal_words(const struct report_job *job);

#endif
