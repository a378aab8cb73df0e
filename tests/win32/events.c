/*
 * Which thread a queue belongs to: whoever has the lock may rely on it.
 */
#include "../core/test.h"

#include <quickproc/events.h>
#include "win32/watch/events.h"

#include <windows.h>

static volatile LONG is_there;

static DWORD WINAPI dispatch(void *events)
{
    InterlockedExchange(&is_there, 1);
    qp_events_dispatch(events);
    return 0;
}

/* A thread that dispatches becomes the owner, but not while another one looks. */
static void changes_with_the_lock(void)
{
    qp_events *events = NULL;
    HANDLE thread;
    int mine = 1;

    CHECK_INT(qp_events_new(&events), 0);
    qp__events_lock();
    thread = CreateThread(NULL, 0, dispatch, events, 0, NULL);
    while (!is_there) {
        Sleep(1);
    }
    for (int i = 0; i < 50; i++) {
        mine = mine && qp__events_is_mine(events);
        Sleep(2);
    }
    qp__events_unlock();
    CHECK(mine);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    qp__events_lock();
    mine = qp__events_is_mine(events);
    qp__events_unlock();
    CHECK(!mine);
    qp_events_free(events);
}

int main(void)
{
    changes_with_the_lock();
    return test_end("events");
}
