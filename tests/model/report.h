/*
 * Where breaches are told, see model.h.
 */
#ifndef TESTS_MODEL_REPORT_H
#define TESTS_MODEL_REPORT_H

#include "model.h"

void report_begin(DWORD seed);

#endif
