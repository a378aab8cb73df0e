/*
 * The code pages that Windows programs write in, and text in them.
 */
#ifndef QP_WIN32_PROGRAM_CODE_PAGE_H
#define QP_WIN32_PROGRAM_CODE_PAGE_H

#include "quickproc/types.h"

enum { QP__UTF8 = 65001 };

/*
 * What console programs write in: the output code page of this process's console (which its
 * children share), or without one the system's OEM code page. `own_console`: the child has a
 * console of its own (QP_HIDE_WINDOW, QP_DETACHED), so the latter. Neither follows the UTF-8 code
 * page that a program's manifest asks for: children do not have it.
 */
uint32_t qp__oem_code_page(int own_console);

/* The system's ANSI code page: what programs without a console often write in. */
uint32_t qp__ansi_code_page(void);

/*
 * Bytes to UTF-16 and back; *out is the caller's to qp_free, *out_length its length (it is
 * NUL-terminated as well). What the code page cannot express becomes its replacement character.
 * 0; -EINVAL no such code page; -ENOMEM, also for more than INT_MAX bytes. MultiByteToWideChar,
 * WideCharToMultiByte.
 */
int qp__decode(uint32_t code_page, const void *bytes, size_t length, qp_char **out,
               size_t *out_length);
int qp__encode(uint32_t code_page, const qp_char *units, size_t length, char **out,
               size_t *out_length);

#endif
