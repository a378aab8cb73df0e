/*
 * Paths with the prefix that lifts the limit of MAX_PATH: put before long ones, taken away where
 * nothing is lost.
 */
#include "win32/program/path.h"

#include "../core/test.h"

#include <stdlib.h>
#include <wchar.h>

static void is_simplified(const wchar_t *path, const wchar_t *expected)
{
    qp__text text;

    qp__text_init(&text);
    qp__text_append_z(&text, path);
    CHECK_INT(qp__path_simplify(&text), 0);
    CHECK(wcscmp(text.units, expected) == 0);
    qp__text_dispose(&text);
}

static void prefix_goes_where_it_means_nothing(void)
{
    is_simplified(L"C:\\a\\b", L"C:\\a\\b");
    is_simplified(L"\\\\?\\C:\\a\\b", L"C:\\a\\b");
    is_simplified(L"\\\\?\\UNC\\server\\share\\a", L"\\\\server\\share\\a");
    /* Without it these would be other files. */
    is_simplified(L"\\\\?\\C:\\a. ", L"\\\\?\\C:\\a. ");
    is_simplified(L"\\\\?\\C:\\a\\..\\b", L"\\\\?\\C:\\a\\..\\b");
    is_simplified(L"\\\\?\\C:\\a/b", L"\\\\?\\C:\\a/b");
}

/* `path`, with a long name after it, gets `prefix` instead of its first `replaced` units. */
static void is_lengthened(const wchar_t *path, const wchar_t *prefix, size_t replaced)
{
    wchar_t given[400];
    wchar_t expected[400];
    qp__text text;

    swprintf(given, COUNT(given), L"%ls\\%0300d", path, 0);
    swprintf(expected, COUNT(expected), L"%ls%ls", prefix, given + replaced);
    qp__text_init(&text);
    qp__text_append_z(&text, given);
    CHECK_INT(qp__path_lengthen(&text), 0);
    CHECK(wcscmp(text.units, expected) == 0);
    qp__text_dispose(&text);
}

static void long_path_gets_it(void)
{
    is_lengthened(L"C:\\a", L"\\\\?\\", 0);
    is_lengthened(L"\\\\server\\share", L"\\\\?\\UNC\\", 2);
    is_lengthened(L"\\\\?\\C:\\a", L"", 0);
    is_lengthened(L"\\\\.\\pipe", L"", 0);
}

int main(void)
{
    prefix_goes_where_it_means_nothing();
    long_path_gets_it();
    return test_end("path");
}
