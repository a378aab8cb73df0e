/*
 * The version. The build, the packages and the resources take it from here.
 */
#ifndef QUICKPROC_VERSION_H
#define QUICKPROC_VERSION_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define QUICKPROC_VERSION_MAJOR 0
#define QUICKPROC_VERSION_MINOR 1
#define QUICKPROC_VERSION_PATCH 0

/* As one number, to compare: 1.2.3 is 10203. */
#define QUICKPROC_VERSION                                                                          \
    (QUICKPROC_VERSION_MAJOR * 10000 + QUICKPROC_VERSION_MINOR * 100 + QUICKPROC_VERSION_PATCH)

/* QUICKPROC_VERSION of the library at run time. With a DLL it may differ from the macro, which is
 * that of the header that the program was compiled with. */
uint32_t qp_version(void);

#ifdef __cplusplus
}
#endif

#endif
