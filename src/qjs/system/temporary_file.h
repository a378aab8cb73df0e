/*
 * A file that nobody needs a name for, as tmpfile has it.
 */
#ifndef QP_QJS_SYSTEM_TEMPORARY_FILE_H
#define QP_QJS_SYSTEM_TEMPORARY_FILE_H

/*
 * A descriptor of a new, empty file in the user's folder for such files (TMP, TEMP), to be read and
 * written, binary. Windows deletes the file when nobody has it open any more, however they end. Not
 * the C runtime's tmpfile: that one makes its file in the root of the drive, which only
 * administrators may. The descriptor; -errno. GetTempPathW, GetTempFileNameW.
 */
int qp__temporary_file(void);

#endif
