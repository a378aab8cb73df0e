/*
 * The command line of the interpreter: `quickproc [options] [file [arguments]]`, with the options
 * of quickjs-ng's `qjs`. Only looks at text; nothing is done here.
 */
#ifndef QP_QJS_OPTIONS_H
#define QP_QJS_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#define QP__INCLUDES_MAX   32
#define QP__INFOS_MAX      32
#define QP__NO_LIMIT_GIVEN (-1)

typedef enum qp__source_type {
    QP__SOURCE_DETECT = -1,
    QP__SOURCE_SCRIPT = 0,
    QP__SOURCE_MODULE = 1
} qp__source_type;

typedef struct qp__options {
    int help;
    int version;
    int interactive;
    int load_std; /* std, os and bjson become globals */
    int dump_memory;
    int types; /* write them; the file, if any, is the folder */
    int quit;  /* make the engine ready, then leave */
    qp__source_type type;
    const char *expression; /* of -e; borrowed from argv */
    const char *includes[QP__INCLUDES_MAX];
    int include_count;
    int64_t memory_limit_bytes; /* or QP__NO_LIMIT_GIVEN */
    int64_t stack_size_bytes;   /* or QP__NO_LIMIT_GIVEN */
    uint64_t dump_flags;
    int trace_memory;
    /* Of --compile; borrowed from argv. */
    const char *compile; /* the main file; NULL: nothing is to be compiled */
    const char *out;
    const char *exe;  /* NULL: this program */
    const char *icon; /* NULL: none */
    const char *infos[QP__INFOS_MAX];
    int info_count;
    int no_console;
    int first_argument; /* index in argv of the file; argc when there is none */

    /* When parsing failed: */
    char error[200]; /* one line, without the program's name */
    int show_help;   /* the whole list of options would help too */
} qp__options;

/*
 * Reads argv[1] and what follows, up to the file, `--` or `-`. Options with a value take it from
 * the same word (`-eEXPR`, `--eval=EXPR`) or from the next one. --help and --version end the
 * reading. 0; -1 with `error` set.
 */
int qp__options_parse(qp__options *options, int argc, char **argv);

/* What there is without any option. */
void qp__options_set_defaults(qp__options *options);

/* "64", "64k", "1.5m", "2G", "100b" to bytes; a plain number counts KiB. -1 for anything else. */
int64_t qp__options_parse_size(const char *text);

#endif
