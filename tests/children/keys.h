/*
 * Typing at a console. Each line of this program's standard input (UTF-8, at most 1024 bytes) is
 * typed, then Enter; an empty one is Ctrl+C. In a line U+2190 is the key to the left, U+21E4
 * Shift+Tab.
 */
#include "child.h"

#define KEYS_LEFT     0x2190
#define KEYS_BACK_TAB 0x21E4

/* A control character is pressed as Ctrl and its letter, but for Tab. */
static void keys_press_one(HANDLE console, WCHAR key)
{
    INPUT_RECORD records[2] = {{.EventType = KEY_EVENT}, {.EventType = KEY_EVENT}};
    DWORD shift = key == KEYS_BACK_TAB ? SHIFT_PRESSED : 0;
    WCHAR unit = key == KEYS_BACK_TAB ? L'\t' : key == KEYS_LEFT ? 0 : key;
    int control = unit < 32 && unit != 0 && unit != L'\r' && unit != L'\t';
    DWORD written;
    for (int i = 0; i < 2; i++) {
        records[i].Event.KeyEvent.bKeyDown = i == 0;
        records[i].Event.KeyEvent.wRepeatCount = 1;
        records[i].Event.KeyEvent.wVirtualKeyCode = unit == L'\r'      ? VK_RETURN
                                                    : unit == L'\t'    ? VK_TAB
                                                    : key == KEYS_LEFT ? VK_LEFT
                                                    : control          ? (WORD)(unit + L'@')
                                                                       : 0;
        records[i].Event.KeyEvent.dwControlKeyState = control ? LEFT_CTRL_PRESSED : shift;
        records[i].Event.KeyEvent.uChar.UnicodeChar = unit;
    }
    WriteConsoleInputW(console, records, 2, &written);
}

static void keys_press_line(HANDLE console, const char *line, int length)
{
    WCHAR units[1024];
    int count = MultiByteToWideChar(CP_UTF8, 0, line, length, units, 1024);
    for (int i = 0; i < count; i++) {
        keys_press_one(console, units[i]);
    }
    keys_press_one(console, L'\r');
}

static DWORD WINAPI keys_press(void *console)
{
    char line[1024];
    int length = 0;
    char byte;
    while (child_read(&byte, 1) == 1) {
        if (byte != '\n' && length < (int)sizeof(line)) {
            line[length++] = byte;
        } else if (length > 0) {
            keys_press_line(console, line, length);
            length = 0;
        } else {
            GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
        }
    }
    return 0;
}
