/* intake_desk.h - one running intake: five steps over one document, the same that `motcua intake` reads.
 *
 * Each step keeps what it needs for the screen and writes its part into the document; the draft in the book
 * is that document. Nothing here receives anything: the legal act is intake_receive(), called once, by
 * intake_file.c. A step is a file intake_STEP.c with one struct intake_step_row.
 */
#ifndef DESK_INTAKE_DESK_H
#define DESK_INTAKE_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/procedure.h"
#include "desk/desk.h"
#include "desk/intake_cells.h"
#include "desk/shadow.h"
#include "desk/widget_choice.h"
#include "desk/widget_list.h"
#include "dossier/history.h"
#include "dossier/intake.h"
#include "dossier/portal_code.h"
#include "people/citizen.h"

struct assistant;
struct calendar;
struct form;
struct js;
struct problems;
struct reuse;

enum intake_step { STEP_WHO = 1, STEP_WHAT, STEP_PAPERS, STEP_FORM, STEP_DUE, STEPS = STEP_DUE };

/* --- step 1 --- */
#define WHO_ROWS     7 /* of one person */
#define COMPARE_ROWS 8

/* A card beside what the book knows; shown until a line is chosen. */
struct intake_compare {
    bool open;
    bool same_number; /* else somebody who only looks alike */
    bool for_submitter;
    struct citizen card, book;
    struct list ways;
};

struct intake_who {
    struct cells cells; /* WHO_ROWS of the applicant, then as many of the submitter */
    struct form_field fields[WHO_ROWS];
    bool other_submits;
    bool scanned; /* a card was read for the applicant */
    bool known;   /* the book knew the applicant */
    int vneid_level;
    struct intake_compare compare;
};

/* --- step 2 --- */
#define WHAT_MATCHES 40

struct intake_what {
    struct editor query;
    bool pointed; /* something was typed or the pointer moved: Enter may take the line */
    bool stale;   /* the query changed since the matches were looked up */
    struct procedure *all;
    size_t all_count;
    struct assistant *assistant;
    const struct procedure *matches[WHAT_MATCHES];
    const char *why[WHAT_MATCHES];
    struct list list;
    bool asking; /* the cursor is in the question about the case */
    struct list variants;
    struct arena words;       /* texts of the last answer */
    struct procedure preview; /* the line under the pointer, whole */
    struct arena preview_arena;
    const char *spoken; /* for the previewed line; "" = nobody wrote it */
};

/* --- step 3 --- */
#define PAPERS_MAX  60
#define PAPER_FILES 10

enum paper_how { PAPER_OPEN, PAPER_GIVEN, PAPER_DATA, PAPER_FORM, PAPER_NOT_NEEDED, PAPER_OWED };

struct intake_paper {
    const struct procedure_component *component;
    enum component_need need;
    enum paper_how how;
    char data[24]; /* which database stands for it */
    int sheets[3]; /* originals, certified copies, copies */
    char *files[PAPER_FILES];
    int files_count;
};

struct intake_papers {
    struct intake_paper list[PAPERS_MAX];
    int count, at, top, column;
    bool fresh;  /* the next digit begins a new number */
    bool naming; /* a file's path is being typed */
    struct editor path;
    const char *spoken; /* what may be said while a paper is asked for; "" = nobody wrote it */
    struct reuse *reuse; /* papers this person brought before */
    size_t reuse_count;
    struct arena reuse_memory;
};

/* --- step 4 --- */
#define SECOND_MAX 40 /* fields that are typed twice */

/* What the field with the cursor said in this person's earlier dossiers; the newest first. */
#define HISTORY_SHOWN 6
struct field_history {
    int row; /* of the cells it was looked up for, -1 = not yet */
    struct arena arena;
    struct answer_history *list;
    size_t count;
};

struct intake_form {
    const struct form *form;
    struct cells cells;
    struct shadow shadow; /* the portal's form beside it */
    struct field_history history;
    struct deadline promise; /* if it were filed now; due 0 = no fixed day */
    struct index766 index;   /* likewise */
    struct arena names; /* ids of rows in repeats */
    struct js *today;   /* this procedure's last answers of today, for recall; NULL = none */
    char *offer;
    struct js *second; /* the second entry of critical fields; NULL = none */
    bool asking;       /* it is being typed: the form is covered */
    int ask[SECOND_MAX], ask_count, asked, asked_before;
};

/* --- step 5 --- */
enum result_by { RESULT_COUNTER, RESULT_ONLINE, RESULT_POST };
enum due_row { DUE_CHANNEL, DUE_RESULT, DUE_TELL, DUE_NOTE, DUE_BUTTON, DUE_ROWS };

struct intake_due {
    enum due_row at;
    struct choice channel, result; /* enum channel, enum result_by */
    struct choice tell;            /* enum message_wish: how the applicant wants to be told */
    char tell_of[ID_NUMBER_SIZE];  /* whose wish it is; another applicant has another */
    bool told;                     /* it was chosen here; what is only shown is not written */
    struct editor note;
    struct intake_answer answer; /* of the review */
    enum rc reviewed;
    char trouble[512];
    int first_problem;
    bool refused_by_book; /* the last F10 failed: `trouble` says why */
    bool explaining;      /* index 766 point by point, in place of the days */
};

struct intake {
    struct screen *screen;
    struct office *of;
    enum intake_step step, reached;
    struct day today;
    int64_t began_ms;
    int64_t draft_id;
    bool typed;   /* something new since it was opened */
    bool loading; /* filled by program: nothing is saved */
    bool confirmed_same_day, confirmed_clock;
    char ticket[8]; /* label of who is here, TICKET_LABEL_SIZE; "" = came without */
    struct procedure procedure; /* code NULL = not chosen yet */
    struct arena procedure_arena;
    char variant[64];
    struct intake_who who;
    struct intake_what what;
    struct intake_papers papers;
    struct intake_form form;
    struct intake_due due;
    char portal_code[PORTAL_CODE_SIZE]; /* typed in the shadow: it was filed on the portal; "" = not */
    struct js *saved;                   /* a draft's document, taken apart as the steps open */
};

struct intake_step_row {
    const char *label;                                  /* N_("Who") */
    enum rc (*enter)(struct intake *in, struct err *e); /* may be called again */
    enum used (*key)(struct intake *in, uint32_t code);
    void (*paste)(struct intake *in, const char *text); /* NULL = nothing to paste into */
    void (*draw)(struct intake *in, struct canvas *c);
    const char *(*say)(struct intake *in);               /* "" = nothing to say */
    bool (*done)(struct intake *in);                     /* may it go on? says why not */
    void (*put)(struct intake *in, struct js *document); /* its part of the document */
    void (*release)(struct intake *in);
};
extern const struct intake_step_row intake_who_step, intake_what_step, intake_papers_step, intake_form_step,
    intake_due_step;
const struct intake_step_row *intake_step(enum intake_step step);

/* --- moving between the steps (screens/intake.c) --- */
void intake_next(struct intake *in); /* when this step is done */
void intake_go(struct intake *in, enum intake_step step);

/* --- the document and its draft (intake_draft.c) --- */
struct js *intake_document(struct intake *in); /* what is received; yours */
void intake_save(struct intake *in);           /* now, if anything was typed; a failure is told */
MUST enum rc intake_resume(struct intake *in, int64_t draft_id, struct err *e);
void intake_throw_away(struct intake *in);
/* A draft of this person and procedure that is not this one; 0 = none. */
int64_t intake_other_draft(struct intake *in);

/* --- step 1 for others --- */
void who_scan(struct intake *in, const char *payload);
void who_take(struct intake *in, const struct citizen *c, const char *source);
const char *who_name(const struct intake *in); /* "" when not known yet */
const char *who_number(const struct intake *in);
void who_load(struct intake *in, const struct js *document);

/* --- step 2 for others --- */
MUST enum rc what_choose(struct intake *in, const char *code, struct err *e);
struct procedure_case intake_case(const struct intake *in);

/* --- what is known already (intake_known.c) --- */
const char *known_mark(const char *kept); /* "QR" of what a draft or a document says about a source */
void known_put_sources(const struct intake *in, struct js *document);
MUST enum rc known_papers(struct intake *in, struct err *e); /* looks earlier papers up */
const struct reuse *known_paper(const struct intake *in, const struct procedure_component *c); /* NULL = none */

/* --- step 3 --- */
void papers_prepare(struct intake *in);   /* after procedure, variant, submitter or channel changed */
int papers_open(const struct intake *in); /* lines that still need an answer */
int papers_with(const struct intake *in, enum paper_how how);
void papers_picture(struct intake *in, struct canvas *c); /* intake_papers_draw.c */
const char *papers_spoken(struct intake *in);

/* --- step 4: typed twice (intake_second.c) --- */
void second_begin(struct screen *s);
void second_back(struct intake *in); /* the box was closed */
void second_problems(struct problems *problems, struct intake *in, const struct js *answers);

/* --- the portal's form beside step 4 (intake_shadow.c) --- */
void form_shadow_open(struct intake *in); /* with the form; what is wrong with the portal's file is told */
void form_shadow_fill(struct intake *in); /* the values as they now are */
void form_shadow_put(
    struct intake *in, struct js *document); /* code and ticks: of the draft and of what is received */
void form_shadow_screen(struct intake *in);  /* F6 */
void form_shadow_copy(struct intake *in);    /* Ctrl-Y */
void form_shadow_square(struct intake *in);  /* Ctrl-Q */
void form_shadow_tick(struct intake *in, size_t line, bool on);
MUST enum rc form_shadow_code(struct intake *in, const char *typed, struct err *e);

/* --- step 5: how the applicant wants to be told (intake_tell.c) --- */
MUST enum rc tell_enter(struct intake *in, struct err *e);
void tell_changed(struct intake *in);
void tell_put(const struct intake *in, struct js *document);

/* --- step 5 for others --- */
void due_filed_online(struct intake *in); /* it is on the portal: no other channel any more */
/* --- the number of who is here (intake_ticket.c) --- */
void intake_take_ticket(struct intake *in);
void intake_toggle_ticket(struct screen *s);
void intake_link_ticket(struct intake *in, const char *code); /* after the commit */

/* --- step 5 for others --- */
/* Adds a sentence to the note of the dossier being received on this screen; false when `s` is no intake or it
 * has no room. */
bool intake_note_add(struct screen *s, const char *text);

/* --- the legal act (intake_file.c) --- */
void intake_ask_to_file(struct intake *in);

/* "Wednesday 25/11": the day and weekday of a moment. */
#define SHORT_DAY_SIZE 40
const char *short_day(char out[SHORT_DAY_SIZE], struct day day);
void dong_text(char out[40], int64_t dong); /* "15.000 đ" */

#endif
