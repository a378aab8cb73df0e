#include "support/walk.h"

extern const subject subject_descriptors;
extern const subject subject_spawn;

const subject *const subjects[] = {&subject_descriptors, &subject_spawn, NULL};
