#include "core/cmdline.h"

#include <errno.h>

/*
 * Units that put an argument into quotes, one bit each. Space and tab separate arguments for every
 * parser. The other control characters, and "'*?@[{~, are plain to the C runtime, but runtimes that
 * glob or read POSIX quotes (MSYS, Cygwin, setargv.obj) leave them alone in quotes only. All else
 * stays bare, for programs that read their own command line.
 */
static const uint32_t quoted_units[4] = {
    0xFFFFFFFF, /* 00 to 1F */
    0x80000485, /* space " ' * ? */
    0x08000001, /* @ [ */
    0x48000000, /* { ~ */
};

static int is_plain_unit(qp_char unit)
{
    return unit >= 128 || !(quoted_units[unit >> 5] >> (unit & 31) & 1);
}

static qp_char *fill(qp_char *to, qp_char unit, size_t count)
{
    while (count-- > 0) {
        *to++ = unit;
    }
    return to;
}

/*
 *    a b      "a b"
 *    a"b      "a\"b"
 *    a\b c\   "a\b c\\"    backslashes are doubled in front of a quote only,
 *    a\"b     "a\\\"b"     the closing one included
 */
static void append_quoted(qp__text *out, const qp_char *arg, size_t length)
{
    size_t backslashes = 0;
    qp_char *to;

    if (qp__text_reserve(out, 2 * length + 2) != 0) {
        return;
    }
    to = out->units + out->length;
    *to++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (arg[i] == '"') {
            to = fill(to, '\\', backslashes + 1);
        }
        backslashes = arg[i] == '\\' ? backslashes + 1 : 0;
        *to++ = arg[i];
    }
    to = fill(to, '\\', backslashes);
    *to++ = '"';
    *to = 0;
    out->length = (size_t)(to - out->units);
}

void qp__cmdline_append_argument(qp__text *out, const qp_char *arg, size_t length)
{
    int plain = length > 0;
    qp_char *to;

    if (qp__text_reserve(out, length) != 0) {
        return;
    }
    /* Copied while it is looked at: nearly all arguments are plain. */
    to = out->units + out->length;
    for (size_t i = 0; i < length; i++) {
        to[i] = arg[i];
        plain &= is_plain_unit(arg[i]);
    }
    to[plain ? length : 0] = 0;
    if (plain) {
        out->length += length;
    } else {
        append_quoted(out, arg, length);
    }
}

int qp__cmdline_append_program(qp__text *out, const qp_char *name, int always_quoted)
{
    size_t length = 0;
    int quoted = always_quoted || name[0] == 0;

    for (; name[length] != 0; length++) {
        if (name[length] == '"') {
            return -EINVAL;
        }
        quoted |= !is_plain_unit(name[length]);
    }
    if (quoted) {
        qp__text_append_char(out, '"');
    }
    qp__text_append(out, name, length);
    if (quoted) {
        qp__text_append_char(out, '"');
    }
    return out->error;
}

/* Asked before each append too, so that a huge argument is never copied. */
static int check_room(const qp__text *out, size_t extra)
{
    if (out->error != 0) {
        return out->error;
    }
    return extra >= QP__CMDLINE_MAX_UNITS || out->length + extra >= QP__CMDLINE_MAX_UNITS ? -E2BIG
                                                                                          : 0;
}

int qp__cmdline_build(qp__text *out, const qp_char *const *args, size_t count)
{
    int error = 0;

    qp__text_append(out, NULL, 0);
    if (count > 0) {
        error = qp__cmdline_append_program(out, args[0], 0);
    }
    for (size_t i = 1; i < count && error == 0; i++) {
        size_t length = qp__length(args[i]);

        error = check_room(out, length + 1);
        if (error == 0) {
            qp__text_append_char(out, ' ');
            qp__cmdline_append_argument(out, args[i], length);
        }
    }
    return error != 0 ? error : check_room(out, 0);
}

int qp__cmdline_join(qp__text *out, const qp_char *const *args, size_t count)
{
    int error = 0;

    qp__text_append(out, NULL, 0);
    for (size_t i = 0; i < count && error == 0; i++) {
        size_t length = qp__length(args[i]);

        error = check_room(out, length);
        if (error == 0) {
            if (i > 0) {
                qp__text_append_char(out, ' ');
            }
            qp__text_append(out, args[i], length);
        }
    }
    return error != 0 ? error : check_room(out, 0);
}
