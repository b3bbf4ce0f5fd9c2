/* export.h - a workbook reaches its final name whole or not at all.
 *
 * The library that writes workbooks crashes when memory ends and leaves broken files when the disk is full.
 * So a child process writes, under a name beside the target; then the file is unpacked and compared with what
 * the child says it wrote, synced and renamed. Whatever happens, the target is the old file or the new one,
 * and nothing else stays behind.
 */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include <stdbool.h>

#include "base/err.h"

struct js;

/* For the child: where it writes (NULL = this process is not a child). */
const char *export_target(void);

/* For the child: hands its answer, or what went wrong, to the one who waits; takes `answer`. */
MUST enum rc export_say(enum rc rc, struct js *answer, const struct err *trouble, struct err *e);

/* Refuses a target that is a directory, has another ending than .xlsx, or lies where nothing can be written.
 */
MUST enum rc export_check_target(const char *file, struct err *e);

/* Runs argv[0] with these arguments as the child, and waits. *ret is its answer, the file in its place.
 * The answer's "sheets":[{"name","rows"}] must agree with the file. */
MUST enum rc export_run(struct js **ret, const char *file, char *const argv[], struct err *e);

/* The same program with the same arguments once more: NULL-ended, free with export_argv_free. */
MUST enum rc export_argv(char ***ret, struct err *e);
void export_argv_free(char **argv);

#endif
