/* intake_papers.h - the files of step 3 among themselves: the list, its keys, the files behind a paper. */
#ifndef DESK_INTAKE_PAPERS_H
#define DESK_INTAKE_PAPERS_H

#include "desk/intake_desk.h"

struct intake_paper *papers_here(struct intake *in); /* the line with the pointer; NULL when there is none */
void papers_changed(struct intake *in);              /* something was answered: kept in the draft */

/* --- the list (intake_papers_list.c) --- */
void papers_first_word(char out[24], const char *words); /* "dan_cu cu_tru" -> "dan_cu" */
void papers_drop_files(struct intake_paper *p);
void papers_put(struct intake *in, struct js *document);

/* --- files (intake_papers_file.c) --- */
void papers_ask_file(struct intake *in);
enum used papers_path_key(struct intake *in, uint32_t code);

/* "health data" for "y_te"; a word nobody knows stays as it is. */
const char *papers_database(const char *slug);

#endif
