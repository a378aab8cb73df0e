/*
 * quickproc.exe: QuickJS scripts on Windows, with processes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <quickjs-libc.h>

#include "qjs/builtins.h"
#include "qjs/compile/compile.h"
#include "qjs/editor/types.h"
#include "qjs/engine/evaluate.h"
#include "qjs/engine/own_program.h"
#include "qjs/engine/runtime.h"
#include "qjs/options.h"
#include "qjs/process.h"
#include "qjs/loop/loop.h"
#include "qjs/prompt/repl.h"
#include "qjs/system/console_output.h"
#include "qjs/system/stream.h"
#include "quickjs/calls/calls.h"
#include "quickproc/quickjs.h"
#include "quickproc/version.h"

static void print_version(void)
{
    printf("quickproc %d.%d.%d, quickjs-ng %s\n", QUICKPROC_VERSION_MAJOR, QUICKPROC_VERSION_MINOR,
           QUICKPROC_VERSION_PATCH, JS_GetVersion());
}

static void print_help(void)
{
    print_version();
    fputs(
        "usage: quickproc [options] [file [arguments]]\n"
        "\n"
        "Runs a JavaScript file; without one, opens a prompt. The file `-` is standard input.\n"
        "\n"
        "  -e, --eval EXPR        run EXPR, as a module unless -C is given\n"
        "  -i, --interactive      open the prompt after the file or EXPR\n"
        "  -m, --module           the file is a module\n"
        "  -C, --script           the file is a classic script\n"
        "                         (default: found out from its name and its contents)\n"
        "  -I, --include FILE     run the script FILE first; may be given again\n"
        "      --std              make std, os and bjson global variables\n"
        "      --memory-limit N   at most N KiB for objects (or 100b, 64k, 16m, 1g)\n"
        "      --stack-size N     at most N KiB for the stack (as above)\n"
        "  -d, --dump             print the use of memory at the end\n"
        "  -D, --dump-flags HEX   the engine's own debugging output\n"
        "  -T, --trace            print each allocation of the engine\n"
        "      --types [FOLDER]   write the types of os, std and subprocess, and a jsconfig.json,\n"
        "                         for editors (default: into the current folder)\n"
        "  -q, --quit             make the engine ready, then leave\n"
        "  -v, --version          print the versions\n"
        "  -h, --help             print this\n"
        "\n"
        "A program of its own, with all that the file imports:\n"
        "\n"
        "  -c, --compile FILE     write a program that runs FILE; needs --out\n"
        "  -o, --out FILE         the program to write\n"
        "      --exe FILE         the interpreter that it is made from (default: this one)\n"
        "      --no-console       it opens no console window\n"
        "      --icon FILE        its icon, a .ico file\n"
        "      --info NAME=TEXT   an entry of its version: FileVersion=1.2.3, CompanyName=...\n",
        stdout);
}

/* -1: there is something to run; else the exit code. */
static int answer_options(const qp__options *options, int parsed)
{
    if (parsed < 0) {
        qp__stream_fprintf(stderr, "quickproc: %s\n", options->error);
        if (options->show_help) {
            print_help();
        }
        return 1;
    }
    if (options->help) {
        print_help();
        return 0;
    }
    if (options->version) {
        print_version();
        return 0;
    }
    return -1;
}

static int load_std_globals(JSContext *ctx)
{
    static const char source[] = "import * as bjson from 'qjs:bjson';\n"
                                 "import * as os from 'qjs:os';\n"
                                 "import * as std from 'qjs:std';\n"
                                 "Object.assign(globalThis, { bjson, os, std });\n";

    return qp__evaluate(ctx, source, sizeof(source) - 1, "<std>", QP__SOURCE_MODULE);
}

static int run_includes(JSContext *ctx, const qp__options *options)
{
    int result = 0;

    for (int i = 0; result == 0 && i < options->include_count; i++) {
        result = qp__evaluate_file(ctx, options->includes[i], QP__SOURCE_SCRIPT);
    }
    return result;
}

static int run_expression(JSContext *ctx, const qp__options *options)
{
    return qp__evaluate(ctx, options->expression, strlen(options->expression), "<cmdline>",
                        options->type == QP__SOURCE_SCRIPT ? QP__SOURCE_SCRIPT : QP__SOURCE_MODULE);
}

/*
 * A signal that came when nothing was left to wait for still finds its handler; that may give the
 * loop something to do again.
 */
static int run_loop(JSContext *ctx)
{
    int result;

    do {
        result = qp__loop_run(ctx) == 0 ? quickproc_dispatch(ctx) : -1;
    } while (result > 0);
    if (result < 0) {
        js_std_dump_error(ctx);
    }
    return result;
}

/* 0; -1 after an uncaught error. */
static int run_bundle(JSContext *ctx, const qp__bundle *bundle, int argc, char **argv)
{
    qp__bundle_module module = qp__bundle_first(bundle);
    int result = qp__runtime_add_script_args(ctx, argc, argv);

    if (result == 0 && bundle->flags & QP__BUNDLE_STD) {
        result = load_std_globals(ctx);
    }
    if (result == 0) {
        result =
            qp__evaluate(ctx, module.source, module.size, qp__own_program_main_name(),
                         bundle->flags & QP__BUNDLE_MODULE ? QP__SOURCE_MODULE : QP__SOURCE_SCRIPT);
    }
    return result < 0 ? result : run_loop(ctx);
}

/* 0; -1 after an uncaught error. */
static int run(JSContext *ctx, const qp__options *options, int argc, char **argv)
{
    int has_file = options->expression == NULL && options->compile == NULL && !options->types &&
                   options->first_argument < argc;
    int result = qp__runtime_add_script_args(ctx, argc - options->first_argument,
                                             argv + options->first_argument);

    if (result == 0 && options->load_std) {
        result = load_std_globals(ctx);
    }
    if (result == 0) {
        result = run_includes(ctx, options);
    }
    if (result == 0 && options->expression != NULL) {
        result = run_expression(ctx, options);
    } else if (result == 0 && has_file) {
        result = qp__evaluate_file(ctx, argv[options->first_argument], options->type);
    }
    if (result < 0) {
        return result;
    }
    if (options->compile != NULL) {
        return qp__compile(ctx, options);
    }
    if (options->types) {
        return qp__types_write(ctx);
    }
    if (options->interactive || (options->expression == NULL && !has_file)) {
        return qp__repl_run(ctx);
    }
    return run_loop(ctx);
}

static void print_memory(JSContext *ctx)
{
    JSRuntime *rt = JS_GetRuntime(ctx);
    JSMemoryUsage usage;

    JS_ComputeMemoryUsage(rt, &usage);
    qp__stream_fflush(stdout);
    JS_DumpMemoryUsage(stdout, &usage, rt);
}

/* A standalone program has no options: all words are its script's. */
static void take_bundle_options(qp__options *options, const qp__bundle *bundle)
{
    qp__options_set_defaults(options);
    options->memory_limit_bytes = bundle->memory_limit_bytes;
    options->stack_size_bytes = bundle->stack_size_bytes;
}

/* The C runtime calls it. */
int wmain(int argc, wchar_t **wide_argv);

int wmain(int argc, wchar_t **wide_argv)
{
    char **argv = qp__process_argv_utf8(argc, wide_argv);
    const qp__bundle *bundle = NULL;
    qp__options options;
    JSContext *ctx;
    int result;

    qp__process_prepare();
    if (argv == NULL) {
        return 2;
    }
    result = qp__own_program_open(&bundle);
    if (result < 0) {
        fputs("this program is damaged\n", stderr);
        return 2;
    }
    if (bundle != NULL) {
        take_bundle_options(&options, bundle);
    } else {
        result = answer_options(&options, qp__options_parse(&options, argc, argv));
        if (result >= 0) {
            qp__stream_exit(result);
        }
    }
    qp__js_set_write(qp__console_output_or_write);
    qp__builtin_set(qp__builtins, qp__builtin_count);
    qp__runtime_set_argv(argc, argv);
    ctx = qp__runtime_new(&options);
    if (ctx == NULL) {
        fputs("quickproc: not enough memory for the engine\n", stderr);
        return 2;
    }
    result = options.quit     ? 0
             : bundle != NULL ? run_bundle(ctx, bundle, argc, argv)
                              : run(ctx, &options, argc, argv);
    if (result == 0 && options.dump_memory) {
        print_memory(ctx);
    }
    qp__runtime_free(ctx);
    qp__stream_exit(result < 0 ? 1 : 0);
}
