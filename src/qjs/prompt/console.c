#include "qjs/prompt/console.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf16.h"
#include "core/wakeup.h"
#include "qjs/c_module.h"
#include "qjs/prompt/screen.h"
#include "qjs/system/stream.h"
#include "qjs/system/file_path.h"
#include "quickproc/signal.h"
#include "quickjs/values/engine.h"
#include "quickjs/values/text.h"
#include "win32/program/path.h"
#include "win32/system/crt.h"
#include "win32/watch/line.h"

#define CTRL_D 0x04
#define TAB    0x09
#define CTRL_Z 0x1A

#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x0004
#endif
#ifndef ENABLE_VIRTUAL_TERMINAL_INPUT
#define ENABLE_VIRTUAL_TERMINAL_INPUT 0x0200
#endif

/* One console a process. Opened before the second thread starts. */
static HANDLE interrupted; /* auto-reset: Ctrl+C was pressed */
static HANDLE released;    /* auto-reset: no thread needs to wait for Ctrl+C any more */
static HANDLE input;       /* NULL: standard input is no console */
static int colors;
static volatile LONG64 interrupt_tick; /* when Ctrl+C was pressed; 0: seen to */
static volatile LONG reading; /* the number of the ReadConsoleW that is under way; 0: none */

/* ---- Ctrl+C ------------------------------------------------------------------------------ */

/*
 * Windows ends ReadConsoleW at a Ctrl+C that is typed, not at one that a program sends
 * (microsoft/terminal, src/host/input.cpp: TerminateRead), and Wine at neither. Should that read
 * have ended after all, only late, the key that ends it comes to the next one, which ignores it.
 */
static void end_reading(LONG which)
{
    Sleep(50);
    if (which != 0 && which == reading) {
        qp__line_leave();
    }
}

static BOOL WINAPI on_event(DWORD event)
{
    LONG which = reading;

    if (event != CTRL_C_EVENT) {
        return FALSE;
    }
    InterlockedExchange64(&interrupt_tick, (LONG64)GetTickCount64());
    SetEvent(interrupted);
    qp_sleep_interrupt();
    end_reading(which);
    return TRUE;
}

/*
 * At the prompt Ctrl+C is for the line that is being typed, and its handler, which is a script as
 * well, must not be stopped: it comes at once. What still runs a moment later is to be stopped.
 */
#define GRACE_MS 30

int qp__console_interrupt(JSRuntime *rt, void *opaque)
{
    LONG64 tick = interrupt_tick;

    (void)rt;
    (void)opaque;
    if (tick == 0 || (LONG64)GetTickCount64() - tick < GRACE_MS) {
        return 0;
    }
    qp__console_consume_interrupt();
    return 1;
}

int qp__console_interrupted_sleep(JSRuntime *rt)
{
    if (interrupt_tick == 0) {
        return 0;
    }
    Sleep(2 * GRACE_MS);
    return qp__console_interrupt(rt, NULL);
}

void qp__console_consume_interrupt(void)
{
    InterlockedExchange64(&interrupt_tick, 0);
}

/* ---- Opening ----------------------------------------------------------------------------- */

static void enable_colors(void)
{
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    qp__text no_color;
    DWORD mode;

    qp__text_init(&no_color);
    colors = qp__fd_is_device(1) && GetConsoleMode(output, &mode) &&
             SetConsoleMode(output, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) &&
             (qp__getenv(&no_color, L"NO_COLOR") <= 0 || no_color.length == 0);
    qp__text_dispose(&no_color);
}

int qp__console_open(void)
{
    HANDLE handle = GetStdHandle(STD_INPUT_HANDLE);
    DWORD mode;

    interrupted = CreateEventW(NULL, FALSE, FALSE, NULL);
    released = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (interrupted == NULL || released == NULL) {
        return qp__last_error();
    }
    if (qp__fd_is_device(0) && GetConsoleMode(handle, &mode)) {
        input = handle;
        SetConsoleCtrlHandler(on_event, TRUE);
        enable_colors();
    }
    return 0;
}

/* ---- Reading ----------------------------------------------------------------------------- */

typedef enum line_outcome { GOT_LINE, GOT_END, GOT_INTERRUPT, GOT_TAB } line_outcome;

enum { LINE_ROOM = 4096 };

#define WAKEUP_MASK (QP__WAKEUP_BIT(CTRL_D) | QP__WAKEUP_BIT(TAB) | QP__WAKEUP_BIT(QP__LINE_LEAVE))

/* The line that the console's host edits. */
typedef struct edited_line {
    qp_char units[LINE_ROOM];
    DWORD kept;     /* units at its beginning that were there before this read */
    DWORD length;   /* units that the read gave, those among them */
    DWORD keys;     /* with what the Tab was pressed: SHIFT_PRESSED */
    qp__text parts; /* of a line that is longer: what earlier reads gave */
} edited_line;

/*
 * The mode belongs to the console: a child that died in raw mode leaves that behind, and no line
 * would ever end. With virtual terminal input the arrow keys would be text of the line.
 */
static void use_line_mode(void)
{
    DWORD mode;

    if (GetConsoleMode(input, &mode)) {
        mode |= ENABLE_PROCESSED_INPUT | ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT;
        SetConsoleMode(input, mode & ~(DWORD)ENABLE_VIRTUAL_TERMINAL_INPUT);
    }
}

/* One run of the host's line editor, until Enter, Ctrl+C or a key of WAKEUP_MASK. */
static line_outcome edit_line(edited_line *line)
{
    /* Headers disagree about the name of the last member, the state of Shift and its like. */
    union {
        CONSOLE_READCONSOLE_CONTROL named;
        ULONG members[4];
    } control = {{sizeof(CONSOLE_READCONSOLE_CONTROL), line->kept, WAKEUP_MASK, 0}};

    static LONG last;
    BOOL read;
    int got_text;

    line->length = 0;
    use_line_mode();
    InterlockedExchange(&reading, ++last);
    read = ReadConsoleW(input, line->units, LINE_ROOM, &line->length, &control.named);
    InterlockedExchange(&reading, 0);
    line->keys = control.members[3];
    got_text = read && line->length > 0;
    /* Nothing was read: Ctrl+C. Its handler runs in another thread, a little later perhaps. */
    if (WaitForSingleObject(interrupted, got_text ? 0 : 200) == WAIT_OBJECT_0) {
        return GOT_INTERRUPT;
    }
    if (got_text) {
        return GOT_LINE;
    }
    /* Where the script has a handler of its own for Ctrl+C, ours is not called. */
    return read ? GOT_INTERRUPT : GOT_END;
}

/*
 * The read ended by a key. Text behind the cursor is lost with it, on the newest hosts before we
 * see it (core/wakeup.h), so it goes everywhere. Ctrl+D on an empty line is the end; elsewhere it
 * is ignored. (A newest host shows Ctrl+D at the beginning of a line with text as one on an empty
 * line.) GOT_LINE: the editing goes on.
 */
static line_outcome take_key(edited_line *line, const qp__wakeup *found)
{
    int is_last = line->length == found->before + 1;

    if (found->behind > 0) {
        qp__screen_blank(found->behind);
    }
    line->kept = (DWORD)found->before;
    if (line->parts.length > 0) {
        return GOT_LINE;
    }
    if (found->key == TAB) {
        return GOT_TAB;
    }
    return found->key == CTRL_D && line->kept == 0 && is_last ? GOT_END : GOT_LINE;
}

/* GOT_LINE: it is in `parts`, with its end. GOT_TAB: `kept` units are before the cursor. */
static line_outcome read_console_line(edited_line *line)
{
    for (;;) {
        line_outcome outcome = edit_line(line);
        qp__wakeup found = qp__wakeup_find(line->units, line->length, WAKEUP_MASK);
        if (outcome == GOT_LINE && found.key != 0) {
            outcome = take_key(line, &found);
            if (outcome == GOT_LINE) {
                continue;
            }
        }
        if (outcome != GOT_LINE) {
            return outcome;
        }
        line->kept = 0;
        qp__text_append(&line->parts, line->units, line->length);
        if (line->parts.error < 0 || line->parts.units[0] == CTRL_Z) {
            return GOT_END;
        }
        if (line->units[line->length - 1] == L'\n') {
            return GOT_LINE;
        }
    }
}

/* The line goes on with argv[0], of which the screen shows argv[1]. 0, or -1 with an exception. */
static int begin_with(JSContext *ctx, edited_line *line, JSValueConst *argv)
{
    qp_char *text = qp__js_text(ctx, argv[0], "the text");
    qp_char *shown = text != NULL ? qp__js_text(ctx, argv[1], "the text") : NULL;
    size_t length = text != NULL ? qp__length(text) : 0;
    int result = -1;

    if (shown != NULL && length < LINE_ROOM) {
        qp__screen_replace(shown, text);
        memcpy(line->units, text, length * sizeof(*text));
        line->kept = (DWORD)length;
        result = 0;
    } else if (shown != NULL) {
        JS_ThrowRangeError(ctx, "the line is too long");
    }
    js_free(ctx, text);
    js_free(ctx, shown);
    return result;
}

static JSValue new_tab(JSContext *ctx, const edited_line *line)
{
    JSValue parts[2] = {qp__new_string(ctx, line->units, line->kept),
                        JS_NewBool(ctx, (line->keys & SHIFT_PRESSED) != 0)};

    return JS_NewArrayFrom(ctx, 2, parts);
}

static JSValue new_line(JSContext *ctx, const qp__text *line)
{
    size_t length = line->length;

    while (length > 0 && (line->units[length - 1] == L'\n' || line->units[length - 1] == L'\r')) {
        length--;
    }
    return qp__new_string(ctx, line->units, length);
}

static JSValue read_from_console(JSContext *ctx, int argc, JSValueConst *argv)
{
    JSValue result = JS_NULL;
    line_outcome outcome;
    edited_line line;

    line.kept = 0;
    if (argc < 2) {
        ResetEvent(interrupted);
    } else if (begin_with(ctx, &line, argv) < 0) {
        return JS_EXCEPTION;
    } else if (WaitForSingleObject(interrupted, 0) == WAIT_OBJECT_0) {
        return JS_UNDEFINED;
    }
    qp__text_init(&line.parts);
    outcome = read_console_line(&line);
    if (outcome == GOT_LINE) {
        result = new_line(ctx, &line.parts);
    }
    if (outcome == GOT_TAB) {
        result = new_tab(ctx, &line);
    }
    if (outcome == GOT_INTERRUPT) {
        result = JS_UNDEFINED;
    }
    qp__text_dispose(&line.parts);
    return result;
}

/* Bytes, through the same buffer as std.in: what a script reads itself is not lost. */
static JSValue read_from_stream(JSContext *ctx)
{
    JSValue result = JS_NULL;
    size_t capacity = 0;
    size_t size = 0;
    char *bytes = NULL;
    int c;

    while ((c = qp__stream_fgetc(stdin)) != EOF && c != '\n') {
        if (size == capacity) {
            char *grown = realloc(bytes, capacity = 2 * capacity + 256);
            if (grown == NULL) {
                free(bytes);
                return JS_ThrowOutOfMemory(ctx);
            }
            bytes = grown;
        }
        bytes[size++] = (char)c;
    }
    if (size > 0 || c == '\n') {
        size -= size > 0 && bytes[size - 1] == '\r';
        result = JS_NewStringLen(ctx, bytes, size);
    }
    free(bytes);
    return result;
}

static JSValue js_read_line(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    (void)this_val;
    return input != NULL ? read_from_console(ctx, argc, argv) : read_from_stream(ctx);
}

static JSValue js_wait(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    HANDLE handles[2] = {interrupted, released};

    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_NewBool(ctx, WaitForMultipleObjects(2, handles, FALSE, INFINITE) == WAIT_OBJECT_0);
}

static JSValue js_release(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                          int on)
{
    (void)ctx;
    (void)this_val;
    (void)argc;
    (void)argv;
    if (on) {
        SetEvent(released);
    } else {
        ResetEvent(released);
    }
    return JS_UNDEFINED;
}

/* ---- Writing ----------------------------------------------------------------------------- */

static JSValue js_write(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
    size_t length;
    const char *bytes = JS_ToCStringLen(ctx, &length, argv[0]);

    (void)this_val;
    (void)argc;
    if (bytes == NULL) {
        return JS_EXCEPTION;
    }
    qp__stream_fwrite(bytes, 1, length, stdout);
    qp__stream_fflush(stdout);
    JS_FreeCString(ctx, bytes);
    return JS_UNDEFINED;
}

static JSValue js_ask(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv,
                      int about_colors)
{
    (void)this_val;
    (void)argc;
    (void)argv;
    return JS_NewBool(ctx, about_colors ? colors : input != NULL);
}

static const JSCFunctionListEntry funcs[] = {
    JS_CFUNC_MAGIC_DEF("isConsole", 0, js_ask, 0),
    JS_CFUNC_MAGIC_DEF("hasColors", 0, js_ask, 1),
    JS_CFUNC_DEF("write", 1, js_write),
    JS_CFUNC_DEF("readLine", 2, js_read_line),
    JS_CFUNC_DEF("waitForInterrupt", 0, js_wait),
    JS_CFUNC_MAGIC_DEF("release", 0, js_release, 1),
    JS_CFUNC_MAGIC_DEF("unrelease", 0, js_release, 0),
};

QP__DEFINE_MODULE(qp__init_console, funcs)
