#ifndef QP_WIN32_CHILDREN_WAIT_PACKETS_H
#define QP_WIN32_CHILDREN_WAIT_PACKETS_H

#include "win32/children/wait.h"

/* One thread for all processes. */
extern const qp__wait_way qp__wait_by_packets;

/* Does this system have what it needs? */
int qp__wait_packets_exist(void);

#endif
