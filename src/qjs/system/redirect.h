/*
 * Included in front of quickjs-libc.c (src/CMakeLists.txt): its streams become those of stream.h.
 * The headers come first, so that only calls are renamed.
 */
#ifndef QP_QJS_SYSTEM_REDIRECT_H
#define QP_QJS_SYSTEM_REDIRECT_H

#include <io.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>

#include "qjs/system/native_module.h"
#include "qjs/system/stream.h"
#include "qjs/system/wait_many.h"
#include "win32/system/win.h"

#define fwrite qp__stream_fwrite
#define fputc  qp__stream_fputc
#define fputs  qp__stream_fputs
#undef fprintf
#define fprintf qp__stream_fprintf
#define fflush  qp__stream_fflush
#define fclose  qp__stream_fclose
#define fread   qp__stream_fread
#define fgetc   qp__stream_fgetc
#undef feof
#define feof qp__stream_feof
#undef ferror
#define ferror qp__stream_ferror
#undef clearerr
#define clearerr qp__stream_clearerr
#define fseek    qp__stream_fseek
#define ftell    qp__stream_ftell
#define exit     qp__stream_exit

/* A long of Windows has 32 bits: positions from 2 GiB on were cut. */
#undef lseek
#define lseek _lseeki64

/* The loop waited for the first 64 Workers only, and never heard the others. */
#undef MAXIMUM_WAIT_OBJECTS
#define MAXIMUM_WAIT_OBJECTS   QP__MOST_HANDLES
#define WaitForMultipleObjects qp__wait_for_any

#undef LoadLibraryA
#define LoadLibraryA qp__native_module_load

/* print switches the console's code page around each line, under all other programs there. */
#define SetConsoleOutputCP(code_page) ((void)(code_page))
#define WriteConsoleA(console, bytes, size, written, reserved)                                     \
    qp__stream_fwrite(bytes, 1, size, stdout)

#endif
