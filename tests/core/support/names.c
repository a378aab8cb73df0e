#include "names.h"

unsigned long compare_calls;

static qp_char upper(qp_char unit)
{
    int latin = unit >= 0xE0 && unit <= 0xFE && unit != 0xF7;
    int greek = unit >= 0x3B1 && unit <= 0x3C9 && unit != 0x3C2;
    int cyrillic = unit >= 0x430 && unit <= 0x44F;

    if ((unit >= 'a' && unit <= 'z') || latin || greek || cyrillic) {
        return (qp_char)(unit - 32);
    }
    return unit;
}

int compare_upper_case(const qp_char *a, size_t a_length, const qp_char *b, size_t b_length)
{
    compare_calls++;
    for (size_t i = 0; i < a_length && i < b_length; i++) {
        if (upper(a[i]) != upper(b[i])) {
            return upper(a[i]) < upper(b[i]) ? -1 : 1;
        }
    }
    return a_length == b_length ? 0 : a_length < b_length ? -1 : 1;
}
