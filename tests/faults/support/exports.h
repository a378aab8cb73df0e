/*
 * That no public function is forgotten: whatever the library's DLL exports this program imports, so
 * that a scenario calls it. Both lists are the binaries' own.
 */
#ifndef TESTS_FAULTS_EXPORTS_H
#define TESTS_FAULTS_EXPORTS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* Names those that it does not import; how many that are. */
unsigned exports_missing(HMODULE library);

#endif
