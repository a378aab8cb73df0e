/*
 * The scenarios of wait.c, of which each way of waiting runs the first ones.
 */
#ifndef TESTS_FAULTS_WAIT_H
#define TESTS_FAULTS_WAIT_H

#include "support/walk.h"

#define WAIT_SCENARIOS 15
#define WAIT_BASIC     5

extern const scenario wait_scenarios[WAIT_SCENARIOS];

void wait_prepare(void);

#endif
