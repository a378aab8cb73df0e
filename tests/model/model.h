/*
 * A model of Windows: rules that stand between a program and Wine, and behave as Windows is
 * documented to where Wine does not.
 *
 * A rule is a file of rules/: the functions that it stands in front of, and what they do instead.
 * The rules of one function stand one behind the other, in the order of the list in model.c.
 *
 * The environment chooses:
 *   QP_MODEL         rules, with commas between them; with "-" before the first: all but those
 *   QP_MODEL_SEED    a number, from which everything at random follows (1)
 *   QP_MODEL_PACE    "short": what takes time at random takes little
 *   QP_MODEL_REPORT  the file where a breach is written; without one, a breach ends the process
 */
#ifndef TESTS_MODEL_MODEL_H
#define TESTS_MODEL_MODEL_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* A function that a rule stands in front of. */
typedef struct model_function {
    const char *name;
    void (*instead)(void);
    void *next; /* the pointer through which the rule calls what it stands in front of */
} model_function;

typedef struct model_rule {
    const char *name;
    const model_function *functions; /* the last one has no name */
    void (*begin)(void);             /* before the program's own code; or NULL */
    void (*end)(void);               /* the process ends, other threads still run; or NULL */
} model_rule;

/* next_ReadFile, for ReadFile. */
#define MODEL_NEXT(function) static __typeof__(&(function)) next_##function
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a type */
#define MODEL_NEXT_AS(function, type) static type next_##function
#define MODEL_INSTEAD(function, instead)                                                           \
    {                                                                                              \
#function, (void (*)(void))(instead), &next_##function                                     \
    }
#define MODEL_END                                                                                  \
    {                                                                                              \
        NULL, NULL, NULL                                                                           \
    }

/* The program broke a rule: its test fails. Formatted as by printf; the place in the program is
 * added. */
void model_breach(const char *rule, const char *format, ...);

/* Something that explains a failure, and is none. */
void model_note(const char *rule, const char *format, ...);

/* From `low` to `high`. */
DWORD model_random(DWORD low, DWORD high);

/* `find` knows functions that this system may lack; called by a rule's `begin`. */
void model_lend(FARPROC (*find)(const char *name));

/* `short_ms` at the short pace. */
DWORD model_pace(DWORD ms, DWORD short_ms);

/* The process ends, and no other thread runs any more. */
int model_is_ending(void);

extern const model_rule rule_clock;
extern const model_rule rule_console;
extern const model_rule rule_denied;
extern const model_rule rule_ending;
extern const model_rule rule_exit;
extern const model_rule rule_handles;
extern const model_rule rule_overlapped;
extern const model_rule rule_packets;
extern const model_rule rule_pipes;
extern const model_rule rule_reused;
extern const model_rule rule_scanner;
extern const model_rule rule_serial;
extern const model_rule rule_starting;
extern const model_rule rule_threads;

#endif
