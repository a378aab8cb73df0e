#include "win32/program/code_page.h"

#include "core/text.h"
#include "win32/system/advapi.h"
#include "win32/system/win.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

/*
 * The system's own code page: GetACP and GetOEMCP answer with UTF-8 in a program whose manifest
 * asks for it, and the locale does not know of the system-wide UTF-8 switch.
 */
static UINT system_code_page(const qp_char *name, LCTYPE of_locale)
{
    qp_char text[16];
    DWORD bytes = sizeof(text);
    DWORD code_page = 0;

    if (qp__advapi_load() == 0 &&
        qp__advapi.RegGetValueW(HKEY_LOCAL_MACHINE,
                                L"SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage", name,
                                RRF_RT_REG_SZ, NULL, text, &bytes) == ERROR_SUCCESS) {
        code_page = wcstoul(text, NULL, 10);
    }
    if (code_page == 0 || !IsValidCodePage(code_page)) {
        /* Not GetLocaleInfoEx: Wine 8 does not know LOCALE_NAME_SYSTEM_DEFAULT. */
        GetLocaleInfoW(LOCALE_SYSTEM_DEFAULT, of_locale | LOCALE_RETURN_NUMBER, (LPWSTR)&code_page,
                       sizeof(code_page) / sizeof(qp_char));
    }
    return code_page;
}

uint32_t qp__oem_code_page(int own_console)
{
    UINT code_page = own_console ? 0 : GetConsoleOutputCP();

    return code_page != 0 ? code_page : system_code_page(L"OEMCP", LOCALE_IDEFAULTCODEPAGE);
}

uint32_t qp__ansi_code_page(void)
{
    return system_code_page(L"ACP", LOCALE_IDEFAULTANSICODEPAGE);
}

int qp__decode(uint32_t code_page, const void *bytes, size_t length, qp_char **out,
               size_t *out_length)
{
    qp_char *units;
    int count = 0;

    if (length > INT_MAX) {
        return -ENOMEM;
    }
    if (length > 0) {
        count = MultiByteToWideChar(code_page, 0, bytes, (int)length, NULL, 0);
        if (count == 0) {
            return qp__last_error();
        }
    }
    units = qp__alloc(((size_t)count + 1) * sizeof(*units));
    if (units == NULL) {
        return -ENOMEM;
    }
    if (count > 0 && MultiByteToWideChar(code_page, 0, bytes, (int)length, units, count) != count) {
        int error = qp__last_error();
        qp__free(units);
        return error;
    }
    units[count] = 0;
    *out = units;
    *out_length = (size_t)count;
    return 0;
}

int qp__encode(uint32_t code_page, const qp_char *units, size_t length, char **out,
               size_t *out_length)
{
    char *bytes;
    int count = 0;

    if (length > INT_MAX) {
        return -ENOMEM;
    }
    if (length > 0) {
        count = WideCharToMultiByte(code_page, 0, units, (int)length, NULL, 0, NULL, NULL);
        if (count == 0) {
            return qp__last_error();
        }
    }
    bytes = qp__alloc((size_t)count + 1);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    if (count > 0 &&
        WideCharToMultiByte(code_page, 0, units, (int)length, bytes, count, NULL, NULL) != count) {
        int error = qp__last_error();
        qp__free(bytes);
        return error;
    }
    bytes[count] = 0;
    *out = bytes;
    *out_length = (size_t)count;
    return 0;
}
