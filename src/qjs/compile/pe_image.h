/*
 * The headers of a program for Windows (PE), of which a few numbers matter here.
 */
#ifndef QP_QJS_COMPILE_PE_IMAGE_H
#define QP_QJS_COMPILE_PE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

/* Enough of a file for qp__pe_image_set_windowed: the headers that linkers write are smaller. */
#define QP__PE_HEADERS_BYTES 4096

/*
 * Makes a console program one without a console window (the field Subsystem), and forgets the
 * checksum, which programs need not have. `bytes` is the beginning of the file. 0; -ENOEXEC for
 * what is no program.
 */
int qp__pe_image_set_windowed(uint8_t *bytes, size_t size);

/* 1 for a program, 0 for a DLL and for what is no image. */
int qp__pe_image_is_program(const uint8_t *bytes, size_t size);

#endif
