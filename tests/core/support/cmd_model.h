/*
 * A model of what cmd.exe does with its own command line: switches, the outer quotes of /c,
 * variables in per cent signs (the rules of a command line, not those of a line in a batch file),
 * quotes, special characters, carets, and the arguments that a batch file gets as %1, %2, ...
 * Written from `cmd /?`, `set /?` and what is publicly known of its parser; where that leaves
 * doubts, the model takes the side that reports more.
 */
#ifndef QP_TESTS_SUPPORT_CMD_MODEL_H
#define QP_TESTS_SUPPORT_CMD_MODEL_H

#include "arg_list.h"

/*
 * The value of a variable, NULL when there is none. The name is not NUL-terminated and never empty.
 */
typedef const qp_char *cmd_lookup(void *opaque, const qp_char *name, size_t length);

typedef struct cmd_report {
    int found_switch;  /* a /c or /k was there */
    int runs_autorun;  /* /d was missing */
    int extensions_on; /* /e:ON was there */
    int delays;        /* /v:OFF was missing: ! may expand */
    unsigned expanded; /* variables that were replaced by their value, or a part of it that is not
                          empty */
    unsigned specials; /* & | < > ( ) ^ and line ends outside quotes, and line ends inside */
    int open_quote;    /* the last quote has no partner */
    arg_list words;    /* [0] the command, then %1, %2, ... with their quotes */
    qp_char *rest;     /* %*: what follows the command; NUL-terminated */
    size_t rest_length;
} cmd_report;

/* Ends the program when there is no memory. */
void cmd_read(cmd_report *report, const qp_char *command_line, cmd_lookup *lookup, void *opaque);
void cmd_report_dispose(cmd_report *report);

/* What a batch file would do with these units in a line of its own: specials as above. */
unsigned cmd_count_specials(const qp_char *units, size_t length, int *open_quote);

/*
 * The command that /c runs, after the quotes around it are stripped, before anything else. `to` has
 * room for the whole line.
 */
size_t cmd_strip(qp_char *to, const qp_char *command_line);

#endif
