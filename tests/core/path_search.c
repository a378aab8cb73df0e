#include "core/path_search.h"

#include "test.h"

/* --- a file system ------------------------------------------------------------------------- */

typedef struct file {
    const qp_char *path;
    qp__program_kind kind;
} file;

static const file files[] = {
    {W("C:\\bin\\tool.exe"), QP__FILE_IMAGE},
    {W("C:\\bin\\old.com"), QP__FILE_IMAGE},
    {W("C:\\bin\\batch.cmd"), QP__FILE_BATCH},
    {W("C:\\bin\\both.bat"), QP__FILE_BATCH},
    {W("C:\\bin\\both.exe"), QP__FILE_IMAGE},
    {W("C:\\bin\\script"), QP__FILE_SCRIPT},
    {W("C:\\bin\\plain"), QP__FILE_NOT_RUNNABLE},
    {W("C:\\bin\\data.txt"), QP__FILE_NOT_RUNNABLE},
    {W("C:\\bin\\data.txt.exe"), QP__FILE_IMAGE},
    {W("C:\\bin\\page.js"), QP__FILE_NOT_RUNNABLE},
    {W("C:\\bin\\run.js"), QP__FILE_SCRIPT},
    {W("C:\\bin\\blob.bin"), QP__FILE_IMAGE},
    {W("C:\\bin\\bare"), QP__FILE_IMAGE},
    {W("C:\\bin\\.dotted"), QP__FILE_IMAGE},
    {W("C:\\usr\\bare.exe"), QP__FILE_IMAGE},
    {W("C:\\bin.d\\bare"), QP__FILE_IMAGE},
    {W("C:\\bin\\folder"), QP__FILE_DIRECTORY},
    {W("C:\\bin\\folder.exe"), QP__FILE_DIRECTORY},
    {W("C:\\bin\\late"), QP__FILE_DIRECTORY},
    {W("C:\\bin\\python3.11"), QP__FILE_NOT_RUNNABLE},
    {W("C:\\bin\\python3.11.exe"), QP__FILE_IMAGE},
    {W("C:\\bin"), QP__FILE_DIRECTORY},
    {W("C:\\usr\\late.exe"), QP__FILE_IMAGE},
    {W("C:\\usr\\tool.exe"), QP__FILE_IMAGE},
    {W("C:\\usr\\plain.bat"), QP__FILE_BATCH},
    {W("C:\\a;b\\semi.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\here.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\.\\here.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\sub\\deep.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\sub"), QP__FILE_DIRECTORY},
    {W("C:\\work\\..\\up.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\.."), QP__FILE_DIRECTORY},
    {W("C:\\work\\."), QP__FILE_DIRECTORY},
    {W("C:\\work\\.\\.."), QP__FILE_DIRECTORY},
    {W("C:\\root.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\rel.exe"), QP__FILE_IMAGE},
    {W("D:rel.exe"), QP__FILE_IMAGE},
    {W("D:\\x\\other.exe"), QP__FILE_IMAGE},
    {W("\\\\server\\share\\net.exe"), QP__FILE_IMAGE},
    {W("\\\\?\\C:\\bin\\tool.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\%BIN%\\planted.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\name with space.exe"), QP__FILE_IMAGE},
    {W("C:\\work\\\xD800.exe"), QP__FILE_IMAGE},
};

typedef struct probe_log {
    qp__text probed; /* each path, then a `|` */
} probe_log;

static int same_path(const qp_char *a, size_t length, const qp_char *b)
{
    for (size_t i = 0; i < length; i++) {
        if (qp__ascii_lower(a[i]) != qp__ascii_lower(b[i])) {
            return 0;
        }
    }
    return b[length] == 0;
}

/*
 * As Windows: case and dots or spaces at the end do not matter, except as a component of its own.
 */
static qp__program_kind probe(void *opaque, const qp_char *path)
{
    probe_log *log = opaque;
    size_t length = qp__length(path);

    qp__text_append(&log->probed, path, length);
    qp__text_append_char(&log->probed, '|');
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < COUNT(files); i++) {
            if (same_path(path, length, files[i].path)) {
                return files[i].kind;
            }
        }
        while (length > 0 && (path[length - 1] == '.' || path[length - 1] == ' ')) {
            length--;
        }
    }
    if (length > 1 && path[length - 1] == '\\') {
        return same_path(path, length - 1, W("C:\\bin")) ||
                       same_path(path, length - 1, W("C:\\work\\sub"))
                   ? QP__FILE_DIRECTORY
                   : QP__FILE_MISSING;
    }
    return QP__FILE_MISSING;
}

static int probe_prefix(void *opaque, const qp_char *prefix)
{
    size_t length = qp__length(prefix);

    (void)opaque;
    for (size_t i = 0; i < COUNT(files); i++) {
        if (qp__length(files[i].path) >= length) {
            qp_char beginning[64] = {0};

            for (size_t j = 0; j < length; j++) {
                beginning[j] = files[i].path[j];
            }
            if (same_path(prefix, length, beginning)) {
                return 1;
            }
        }
    }
    return 0;
}

/* --- the search ---------------------------------------------------------------------------- */

static const qp__search defaults = {
    .cwd = W("C:\\work"), .path = W("C:\\bin;C:\\usr"), .use_path = 1, .probe = probe};

/* `expected` NULL: the result is `result`. */
static void finds_one_way(qp__search search, const qp_char *expected, qp__program_kind kind,
                          int result, int line)
{
    probe_log log;
    qp__text out;
    qp__program_kind found = QP__FILE_MISSING;

    qp__text_init(&log.probed);
    qp__text_init(&out);
    qp__text_append_ascii(&out, "junk of an earlier search");
    search.opaque = &log;
    if (!test_check_int(qp__path_search(&search, &out, &found), result, __FILE__, line, "search")) {
        test_print_units("name", search.name, qp__length(search.name));
        test_print_units("probed", log.probed.units, log.probed.length);
    } else if (expected != NULL) {
        test_check_units(out.units, out.length, expected, qp__length(expected), __FILE__, line,
                         "path");
        test_check_int(found, kind, __FILE__, line, "kind");
    }
    qp__text_dispose(&out);
    qp__text_dispose(&log.probed);
}

/* Asking for the directory's prefix first must not change what is found. */
static void finds(qp__search search, const qp_char *expected, qp__program_kind kind, int result,
                  int line)
{
    finds_one_way(search, expected, kind, result, line);
    search.probe_prefix = probe_prefix;
    finds_one_way(search, expected, kind, result, line);
}

static qp__search named(const qp_char *name)
{
    qp__search search = defaults;

    search.name = name;
    return search;
}

#define FINDS(name, expected, kind) finds(named(W(name)), W(expected), kind, 0, __LINE__)
#define REFUSES(name, error)        finds(named(W(name)), NULL, QP__FILE_MISSING, error, __LINE__)

static void test_in_path(void)
{
    FINDS("tool", "C:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("tool.exe", "C:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("TOOL.EXE", "C:\\bin\\TOOL.EXE", QP__FILE_IMAGE);
    FINDS("old", "C:\\bin\\old.com", QP__FILE_IMAGE);
    FINDS("batch", "C:\\bin\\batch.cmd", QP__FILE_BATCH);
    FINDS("batch.cmd", "C:\\bin\\batch.cmd", QP__FILE_BATCH);
    FINDS("script", "C:\\bin\\script", QP__FILE_SCRIPT);
    FINDS("both", "C:\\bin\\both.exe", QP__FILE_IMAGE);
    FINDS("both.bat", "C:\\bin\\both.bat", QP__FILE_BATCH);
    FINDS("python3.11", "C:\\bin\\python3.11.exe", QP__FILE_IMAGE);
    FINDS("blob.bin", "C:\\bin\\blob.bin", QP__FILE_IMAGE);
    FINDS("run.js", "C:\\bin\\run.js", QP__FILE_SCRIPT);
    FINDS("data.txt", "C:\\bin\\data.txt.exe", QP__FILE_IMAGE);
}

/* An image without extension does not run, and hides nothing. */
static void test_bare_images(void)
{
    FINDS("bare", "C:\\usr\\bare.exe", QP__FILE_IMAGE);
    REFUSES("C:/bin/bare", -ENOEXEC);
    REFUSES("C:/bin/bare.", -ENOEXEC);
    REFUSES("C:/bin.d/bare", -ENOEXEC);
    REFUSES("C:/bin/.dotted", -ENOEXEC);
    REFUSES(".dotted", -ENOENT);
    FINDS("C:/bin/blob.bin", "C:\\bin\\blob.bin", QP__FILE_IMAGE);
    FINDS("script", "C:\\bin\\script", QP__FILE_SCRIPT);
}

static void test_passed_over(void)
{
    /* Directories and files that cannot run hide nothing further on. */
    FINDS("late", "C:\\usr\\late.exe", QP__FILE_IMAGE);
    FINDS("plain", "C:\\usr\\plain.bat", QP__FILE_BATCH);
    REFUSES("folder", -ENOENT);
    REFUSES("folder.exe", -ENOENT);
    REFUSES("page.js", -ENOENT);
    REFUSES("page", -ENOENT);
    REFUSES("nothing", -ENOENT);
}

/* Nothing is found that PATH does not name. */
static void test_no_planting(void)
{
    static const qp_char *const paths[] = {W(""),     W(";"),       W(";;;"),
                                           W("\"\""), W("\"\";"),   W("C:\\bin;;C:\\usr;"),
                                           W("   "),  W(";\" \";"), W("\"")};

    REFUSES("here", -ENOENT);
    REFUSES("here.exe", -ENOENT);
    REFUSES("root", -ENOENT);
    for (size_t i = 0; i <= COUNT(paths); i++) {
        qp__search search = named(W("here"));

        search.path = i < COUNT(paths) ? paths[i] : NULL;
        finds(search, NULL, QP__FILE_MISSING, -ENOENT, __LINE__);
    }
}

static void test_path_entries(void)
{
    const struct {
        const qp_char *path;
        const qp_char *name;
        const qp_char *expected;
    } rows[] = {
        {W("C:\\nowhere;C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        {W(";C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("C:\\bin\\;C:\\usr"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("C:/bin/"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("\"C:\\bin\""), W("tool"), W("C:\\bin\\tool.exe")},
        {W("\"C:\\a;b\";C:\\bin"), W("semi"), W("C:\\a;b\\semi.exe")},
        {W("\"C:\\a;b\";C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        /* Relative ones count from the child's directory, as chdir comes before exec. */
        {W("."), W("here"), W("C:\\work\\.\\here.exe")},
        {W("sub"), W("deep"), W("C:\\work\\sub\\deep.exe")},
        {W(".."), W("up"), W("C:\\work\\..\\up.exe")},
        {W("C:"), W("rel"), W("C:\\work\\rel.exe")},
        {W("\\\\server\\share"), W("net"), W("\\\\server\\share\\net.exe")},
        {W("//server/share/"), W("net"), W("\\\\server\\share\\net.exe")},
        {W("\\\\?\\C:\\bin"), W("tool"), W("\\\\?\\C:\\bin\\tool.exe")},
        /* As a POSIX script puts a directory in front; a drive's colon separates nothing. */
        {W("nowhere:C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("sub:C:\\nowhere;C:\\bin"), W("deep"), W("C:\\work\\sub\\deep.exe")},
        {W("nowhere:C:/usr"), W("tool"), W("C:\\usr\\tool.exe")},
        /* What was written for POSIX is not at the root of the drive. */
        {W("/bin:C:/usr"), W("tool"), W("C:\\usr\\tool.exe")},
        {W("/bin;/;/bin/;\"/bin\";C:\\usr"), W("tool"), W("C:\\usr\\tool.exe")},
        {W("/nowhere:/bin:C:/usr"), W("tool"), W("C:\\usr\\tool.exe")},
        {W("::C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        /* Blanks around an entry are none of it: " C" and "\bin" are not what was meant. */
        {W("C:\\nowhere; C:\\bin"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("\t\" C:\\bin\t\" ;"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("C:\\bin ;C:\\usr"), W("tool"), W("C:\\bin\\tool.exe")},
        {W("  ; sub"), W("deep"), W("C:\\work\\sub\\deep.exe")},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        qp__search search = named(rows[i].name);

        search.path = rows[i].path;
        finds(search, rows[i].expected, QP__FILE_IMAGE, 0, __LINE__);
    }
}

/* Relative ones that nobody means: at the root of the current drive, or never expanded. */
static void test_passed_over_entries(void)
{
    static const qp_char *const paths[] = {
        W("/bin"),
        W("\\bin"),
        W("/usr/bin:/bin"),
        W("\"/bin\""),
        W(" /bin"),
        W("nowhere;/bin/"),
        W("\\"),
        W("/"),
        W("/opt/%BIN%"),
        W("%BIN%"),
        W("\"%BIN%\""),
        W(";%BIN%;"),
        W("%BIN%\\..\\sub"),
        W("\\work; \\work"),
    };

    for (size_t i = 0; i < COUNT(paths); i++) {
        const qp_char *const names[] = {W("tool"), W("root"), W("deep"), W("here"), W("planted")};

        for (size_t k = 0; k < COUNT(names); k++) {
            qp__search search = named(names[k]);

            search.path = paths[i];
            finds(search, NULL, QP__FILE_MISSING, -ENOENT, __LINE__);
        }
    }
}

static void test_named_places(void)
{
    FINDS("C:\\bin\\tool", "C:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("c:/bin/tool.exe", "c:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("/bin/tool", "C:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("\\bin\\script", "C:\\bin\\script", QP__FILE_SCRIPT);
    FINDS("./here", "C:\\work\\.\\here.exe", QP__FILE_IMAGE);
    FINDS("sub/deep", "C:\\work\\sub\\deep.exe", QP__FILE_IMAGE);
    FINDS("sub\\deep.exe", "C:\\work\\sub\\deep.exe", QP__FILE_IMAGE);
    FINDS("..\\up", "C:\\work\\..\\up.exe", QP__FILE_IMAGE);
    FINDS("C:rel", "C:\\work\\rel.exe", QP__FILE_IMAGE);
    FINDS("D:rel", "D:rel.exe", QP__FILE_IMAGE);
    FINDS("D:/x/other", "D:\\x\\other.exe", QP__FILE_IMAGE);
    FINDS("//server/share/net", "\\\\server\\share\\net.exe", QP__FILE_IMAGE);
    FINDS("\\\\?\\C:\\bin\\tool.exe", "\\\\?\\C:\\bin\\tool.exe", QP__FILE_IMAGE);
    FINDS("C:\\bin\\data.txt", "C:\\bin\\data.txt.exe", QP__FILE_IMAGE);
    /* Never through PATH. */
    REFUSES("./tool", -ENOENT);
    REFUSES("\\tool", -ENOENT);
}

static void test_refused_places(void)
{
    REFUSES("", -ENOENT);
    REFUSES("C:\\bin", -EACCES);
    REFUSES("C:\\bin\\", -EACCES);
    REFUSES("C:/bin/", -EACCES);
    REFUSES("sub/", -EACCES);
    REFUSES("./..", -EACCES);
    REFUSES("C:\\bin\\folder.exe", -EACCES);
    REFUSES("C:\\bin\\plain", -ENOEXEC);
    REFUSES("C:\\bin\\page.js", -ENOEXEC);
    REFUSES("C:\\bin\\nothing", -ENOENT);
    REFUSES("C:\\nowhere\\tool", -ENOENT);
    /* A file is no directory. */
    REFUSES("C:\\bin\\tool.exe\\", -ENOENT);
    REFUSES("C:\\bin\\tool\\", -ENOENT);
    REFUSES("C:", -ENOENT);
    /* Directories, but the search in PATH knows only what it found. */
    REFUSES(".", -ENOENT);
    REFUSES("..", -ENOENT);
}

static void test_without_path(void)
{
    const struct {
        const qp_char *name;
        const qp_char *expected;
        int result;
    } rows[] = {
        {W("here"), W("C:\\work\\here.exe"), 0},
        {W("here.exe"), W("C:\\work\\here.exe"), 0},
        {W("name with space"), W("C:\\work\\name with space.exe"), 0},
        {W("\xD800"), W("C:\\work\\\xD800.exe"), 0},
        {W("tool"), NULL, -ENOENT},
        {W("sub"), NULL, -EACCES},
        {W("."), NULL, -EACCES},
        {W(".."), NULL, -EACCES},
        {W(""), NULL, -ENOENT},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        qp__search search = named(rows[i].name);

        search.use_path = 0;
        finds(search, rows[i].expected, QP__FILE_IMAGE, rows[i].result, __LINE__);
    }
}

/* What Windows does not see at the end of a name hides no extension. */
static void test_trailing_dots_and_spaces(void)
{
    FINDS("tool.exe.", "C:\\bin\\tool.exe.", QP__FILE_IMAGE);
    FINDS("tool.exe. .", "C:\\bin\\tool.exe. .", QP__FILE_IMAGE);
    FINDS("batch.cmd ", "C:\\bin\\batch.cmd ", QP__FILE_BATCH);
    FINDS("C:/bin/batch.cmd...", "C:\\bin\\batch.cmd...", QP__FILE_BATCH);
    /* A dot at the end says that there is no extension. */
    REFUSES("tool.", -ENOENT);
    FINDS("script.", "C:\\bin\\script.", QP__FILE_SCRIPT);
}

static void test_pathext(void)
{
    const struct {
        const qp_char *pathext;
        const qp_char *name;
        const qp_char *expected;
    } rows[] = {
        {W(".BAT;.EXE"), W("both"), W("C:\\bin\\both.BAT")},
        {W(".EXE;.BAT"), W("both"), W("C:\\bin\\both.EXE")},
        {W(""), W("both"), W("C:\\bin\\both.exe")},
        {W(";;.bat;"), W("both"), W("C:\\bin\\both.bat")},
        /* Extensions that cannot run are passed over; those that turn out to can are found. */
        {W(".JS;.VBS"), W("run"), W("C:\\bin\\run.JS")},
        {W(".JS;.VBS"), W("page"), NULL},
        {W(".JS"), W("tool"), NULL},
        {W(".JS"), W("tool.exe"), W("C:\\bin\\tool.exe")},
        {W("EXE"), W("tool"), NULL},
        {W("."), W("tool"), NULL},
        {W(".11;.EXE"), W("python3.11"), W("C:\\bin\\python3.11.EXE")},
        {W(".TXT;.EXE"), W("data.txt"), W("C:\\bin\\data.txt.EXE")},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        qp__search search = named(rows[i].name);
        const qp_char *expected = rows[i].expected;
        size_t length = expected != NULL ? qp__length(expected) : 0;
        qp__program_kind kind =
            qp__ends_with_ascii_nocase(expected, length, ".bat")  ? QP__FILE_BATCH
            : qp__ends_with_ascii_nocase(expected, length, ".js") ? QP__FILE_SCRIPT
                                                                  : QP__FILE_IMAGE;

        search.pathext = rows[i].pathext;
        finds(search, expected, kind, expected != NULL ? 0 : -ENOENT, __LINE__);
    }
}

/* --- in which order ------------------------------------------------------------------------ */

static void probes(qp__search search, const qp_char *expected, int line)
{
    probe_log log;
    qp__text out;
    qp__program_kind kind;

    qp__text_init(&log.probed);
    qp__text_init(&out);
    search.opaque = &log;
    (void)qp__path_search(&search, &out, &kind);
    test_check_units(log.probed.units, log.probed.length, expected, qp__length(expected), __FILE__,
                     line, "probed");
    qp__text_dispose(&out);
    qp__text_dispose(&log.probed);
}

/* Nothing is at a path that is too long for the kernel, and so nothing is asked. */
static void test_endless_name(void)
{
    static qp_char name[32769];

    for (size_t i = 0; i < COUNT(name) - 1; i++) {
        name[i] = 'x';
    }
    probes(named(name), W(""), __LINE__);
    finds(named(name), NULL, QP__FILE_MISSING, -ENOENT, __LINE__);
    name[1] = '\\';
    probes(named(name), W(""), __LINE__);
}

static void test_order(void)
{
    qp__search search = named(W("x"));

    probes(search,
           W("C:\\bin\\x.com|C:\\bin\\x.exe|C:\\bin\\x.bat|C:\\bin\\x.cmd|C:\\bin\\x|"
             "C:\\usr\\x.com|C:\\usr\\x.exe|C:\\usr\\x.bat|C:\\usr\\x.cmd|C:\\usr\\x|"),
           __LINE__);
    search.path = W("C:\\bin");
    search.pathext = W(".A;.B");
    probes(search, W("C:\\bin\\x.A|C:\\bin\\x.B|C:\\bin\\x|"), __LINE__);
    search.name = W("x.b");
    probes(search, W("C:\\bin\\x.b|C:\\bin\\x.b.A|C:\\bin\\x.b.B|"), __LINE__);
    search.name = W("x.exe");
    probes(search, W("C:\\bin\\x.exe|C:\\bin\\x.exe.A|C:\\bin\\x.exe.B|"), __LINE__);
    search.name = W("tool.exe");
    probes(search, W("C:\\bin\\tool.exe|"), __LINE__);
    search.name = W("C:/x/");
    probes(search, W("C:\\x\\|"), __LINE__);
    search.name = W("x.");
    probes(search, W("C:\\bin\\x.|"), __LINE__);
    search.name = W(".a");
    probes(search, W("C:\\bin\\.a|C:\\bin\\.a.A|C:\\bin\\.a.B|"), __LINE__);
    search.name = W("");
    probes(search, W(""), __LINE__);
    search.name = W("x");
    search.pathext = W("EXE;.;;y");
    probes(search, W("C:\\bin\\x|"), __LINE__);
    search.pathext = W(".CD");
    search.name = W("x.ab");
    probes(search, W("C:\\bin\\x.ab.CD|C:\\bin\\x.ab|"), __LINE__);
    search.name = W("xcd");
    probes(search, W("C:\\bin\\xcd.CD|C:\\bin\\xcd|"), __LINE__);
    search.name = W("x.com");
    probes(search, W("C:\\bin\\x.com|C:\\bin\\x.com.CD|"), __LINE__);
    /* No extension leads to another place. */
    search.name = W("x");
    search.pathext = W(".\\..\\..\\x.exe;.exe/../y;.exe:s;.:;.Z");
    probes(search, W("C:\\bin\\x.Z|C:\\bin\\x|"), __LINE__);
}

/* --- joining ------------------------------------------------------------------------------- */

static void test_join(void)
{
    const struct {
        const qp_char *cwd;
        const qp_char *name;
        const qp_char *expected;
    } rows[] = {
        {W("C:\\w"), W("x"), W("C:\\w\\x")},
        {W("C:\\w\\"), W("x"), W("C:\\w\\x")},
        {W("C:\\"), W("x"), W("C:\\x")},
        {W("C:/w/"), W("a/b"), W("C:\\w\\a\\b")},
        {W("C:\\w"), W(""), W("C:\\w\\")},
        {W("C:\\w"), W("."), W("C:\\w\\.")},
        {W("C:\\w"), W("..\\x"), W("C:\\w\\..\\x")},
        {W("C:\\w"), W("\\x"), W("C:\\x")},
        {W("C:\\w"), W("/"), W("C:\\")},
        {W("C:\\w"), W("D:\\x"), W("D:\\x")},
        {W("C:\\w"), W("d:/x/y"), W("d:\\x\\y")},
        {W("C:\\w"), W("D:x"), W("D:x")},
        {W("C:\\w"), W("c:x"), W("C:\\w\\x")},
        {W("C:\\w"), W("C:D:x"), W("C:\\w\\D:x")}, /* no other drive's; Windows refuses it */
        {W("\\\\s\\h\\w"), W("C:x"), W("C:x")},
        {W("C:\\w"), W("1:x"), W("C:\\w\\1:x")},
        {W("C:\\w"), W("\\\\s\\h\\x"), W("\\\\s\\h\\x")},
        {W("C:\\w"), W("//s/h/x"), W("\\\\s\\h\\x")},
        {W("C:\\w"), W("\\/s\\h"), W("\\\\s\\h")},
        {W("C:\\w"), W("\\\\?\\D:\\x"), W("\\\\?\\D:\\x")},
        {W("\\\\s\\h\\w"), W("x"), W("\\\\s\\h\\w\\x")},
        {W("\\\\s\\h\\w"), W("\\x"), W("\\\\s\\h\\x")},
        {W("\\\\s\\h"), W("\\x"), W("\\\\s\\h\\x")},
        {W("\\\\s"), W("\\x"), W("\\\\s\\x")},
        {W("w"), W("\\x"), W("\\x")},
        {W("\\\\?\\C:\\w"), W("\\x"), W("\\\\?\\C:\\x")},
        {W("\\\\?\\UNC\\s\\h\\w"), W("\\x"), W("\\\\?\\UNC\\s\\h\\x")},
        {W("\\\\.\\C:\\w"), W("\\x"), W("\\\\.\\C:\\x")},
        {W("\\\\s\\unc\\a\\b"), W("\\x"), W("\\\\s\\unc\\x")},
        {W("\\\\.host\\share\\w"), W("\\x"), W("\\\\.host\\share\\x")},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        qp__text out;

        qp__text_init(&out);
        qp__path_join(&out, rows[i].cwd, rows[i].name, qp__length(rows[i].name));
        CHECK_UNITS(out.units, out.length, rows[i].expected, qp__length(rows[i].expected));
        qp__text_dispose(&out);
    }
}

static void test_has_directory(void)
{
    const qp_char *const with[] = {W("a/b"), W("a\\b"), W("/"),  W("\\"), W("C:"),
                                   W("c:x"), W("x/"),   W("A:"), W("z:")};
    const qp_char *const without[] = {W(""),  W("a"), W("a.exe"), W(".."), W("1:x"), W("ab:c"),
                                      W(":"), W("C"), W("@:"),    W("[:"), W("`:"),  W("{:")};

    for (size_t i = 0; i < COUNT(with); i++) {
        CHECK(qp__path_has_directory(with[i], qp__length(with[i])));
    }
    for (size_t i = 0; i < COUNT(without); i++) {
        CHECK(!qp__path_has_directory(without[i], qp__length(without[i])));
    }
    CHECK(!qp__path_has_directory(W("ab/"), 2));
    CHECK(!qp__path_has_directory(W("C:"), 1));
}

static void test_posix_program(void)
{
    static const qp_char *const with[] = {
        W("/bin/X"),
        W("/usr/bin/X"),
        W("/usr/local/bin/X"),
        W("/BIN/X"),
        W("/bin//X"),
        W("/usr//bin/X"),
        W("/usr/bin///X"),
        W("/./bin/X"),
        W("/bin/./X"),
        W("/usr/../bin/X"),
        W("/../bin/X"),
        W("/usr/x/../bin/X"),
        W("/bin/../usr/bin/X"),
        W("/usr/local/bin/../../bin/X"),
    };
    static const qp_char *const without[] = {
        W(""),
        W("/"),
        W("X"),
        W("bin/X"),
        W("/X"),
        W("/bin"),
        W("/bin/"),
        W("//bin/X"),
        W("//usr/bin/X"),
        W("\\bin\\X"),
        W("/bin\\X"),
        W("/\\bin/X"),
        W("/sbin/X"),
        W("/bin/sub/X"),
        W("/usr/X"),
        W("/usr/bin/../X"),
        W("/opt/bin/X"),
        W("C:/bin/X"),
        W("/C:/bin/X"),
        W("/bin/C:X"),
        W("/usr/local/bin/local/bin/bin/X"),
        W("/b\x00EFn/X"),
        W("/bin.exe/X"),
        W("/../X"),
    };

    for (size_t i = 0; i < COUNT(with); i++) {
        CHECK_INT(qp__path_posix_program(with[i], qp__length(with[i])), qp__length(with[i]) - 1);
    }
    for (size_t i = 0; i < COUNT(without); i++) {
        CHECK_INT(qp__path_posix_program(without[i], qp__length(without[i])), 0);
    }
}

/* A directory that holds nothing of that name costs no probe; a name that is no literal is probed.
 */
static void test_prefix(void)
{
    const qp_char *const patterns[] = {W("*"),  W("a?"),  W("a<"),   W("a>b"),
                                       W("a|"), W("\"a"), W("xx:y"), W("a\x1F")};
    qp__search search = named(W("late"));

    search.probe_prefix = probe_prefix;
    search.path = W("C:\\none;C:\\usr;C:\\bin");
    probes(search, W("C:\\usr\\late.com|C:\\usr\\late.exe|"), __LINE__);
    search.name = W("x");
    probes(search, W(""), __LINE__);
    search.name = W("x.");
    probes(search, W("C:\\none\\x.|C:\\usr\\x.|C:\\bin\\x.|"), __LINE__);
    search.path = W("C:\\usr");
    search.pathext = W(".EXE");
    for (size_t i = 0; i < COUNT(patterns); i++) {
        qp__text expected;

        qp__text_init(&expected);
        qp__text_append_ascii(&expected, "C:\\usr\\");
        qp__text_append_z(&expected, patterns[i]);
        qp__text_append_ascii(&expected, ".EXE|C:\\usr\\");
        qp__text_append_z(&expected, patterns[i]);
        qp__text_append_char(&expected, '|');
        search.name = patterns[i];
        probes(search, expected.units, __LINE__);
        qp__text_dispose(&expected);
    }
    search.name = W("x y");
    probes(search, W(""), __LINE__);
}

static void test_rooted(void)
{
    const struct {
        const qp_char *name;
        int rooted;
    } rows[] = {
        {W("/opt/sh"), 1},    {W("\\opt\\sh"), 1}, {W("/"), 1},
        {W("//server/x"), 0}, {W("C:/x"), 0},      {W("x/y"), 0},
        {W(""), 0},           {W("\\/s"), 0},      {W("./x"), 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_INT(qp__path_is_rooted(rows[i].name, qp__length(rows[i].name)), rows[i].rooted);
    }
}

static void test_wsl_bash(void)
{
    const struct {
        const qp_char *path;
        int is_wsl;
    } rows[] = {
        {W("C:\\Windows\\System32\\bash.exe"), 1},
        {W("c:\\windows\\SYSTEM32\\BASH.EXE"), 1},
        {W("C:\\Windows\\Sysnative\\bash.exe"), 1},
        {W("C:\\Users\\x\\AppData\\Local\\Microsoft\\WindowsApps\\bash.exe"), 1},
        {W("C:\\Windows\\System32\\sh.exe"), 0},
        {W("C:\\Windows\\System32\\x\\bash.exe"), 0},
        {W("C:\\Windows\\bash.exe"), 0},
        {W("D:\\Windows\\Sysnative\\bash.exe"), 0},
        {W("C:\\Windows\\xSysnative\\bash.exe"), 0},
        {W("C:\\Program Files\\Git\\bin\\bash.exe"), 0},
        {W("C:\\xMicrosoft\\WindowsApps\\bash.exe"), 0},
        {W("\\bash.exe"), 0},
        {W("bash.exe"), 0},
        {W(""), 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!CHECK_INT(qp__path_is_wsl_bash(rows[i].path, qp__length(rows[i].path),
                                            W("C:\\Windows\\system32")),
                       rows[i].is_wsl)) {
            test_print_units("path", rows[i].path, qp__length(rows[i].path));
        }
    }
}

/* A server that does not answer is waited for once, whatever names it is asked for. */
static qp__program_kind probe_dead_server(void *opaque, const qp_char *path)
{
    qp__program_kind kind = probe(opaque, path);

    return path[0] == '\\' && path[2] == 'd' ? QP__FILE_UNREACHABLE : kind;
}

static void test_unreachable(void)
{
    qp__search search = named(W("late"));

    search.probe = probe_dead_server;
    search.path = W("\\\\dead\\share;C:\\usr");
    probes(search, W("\\\\dead\\share\\late.com|C:\\usr\\late.com|C:\\usr\\late.exe|"), __LINE__);
    search.name = W("\\\\dead\\share\\tool");
    probes(search, W("\\\\dead\\share\\tool.com|"), __LINE__);
    search.name = W("\\\\dead\\share\\tool.exe");
    probes(search, W("\\\\dead\\share\\tool.exe|"), __LINE__);
    finds_one_way(search, NULL, QP__FILE_MISSING, -ENOENT, __LINE__);
}

/* --- no memory ----------------------------------------------------------------------------- */

static qp__program_kind find_nothing(void *opaque, const qp_char *path)
{
    (void)opaque;
    (void)path;
    return QP__FILE_MISSING;
}

static int search_long(void *opaque)
{
    static qp_char path[2000];
    qp__search search = named(W("tool"));
    qp__program_kind kind;
    qp__text out;
    int result;

    (void)opaque;
    for (size_t i = 0; i + 1 < COUNT(path); i++) {
        path[i] = i == 100 || i == 400 ? ';' : 'x';
    }
    search.path = path;
    search.probe = find_nothing;
    qp__text_init(&out);
    result = qp__path_search(&search, &out, &kind);
    qp__text_dispose(&out);
    return result == -ENOENT ? 0 : result;
}

/* What cannot be looked at for want of memory may be the one: no other is taken for it. */
static qp__program_kind probe_without_memory(void *opaque, const qp_char *path)
{
    qp__program_kind kind = probe(opaque, path);

    return kind == QP__FILE_MISSING ? QP__FILE_NO_MEMORY : kind;
}

static int probe_prefix_without_memory(void *opaque, const qp_char *prefix)
{
    return probe_prefix(opaque, prefix) ? 1 : -ENOMEM;
}

static void test_cannot_look(void)
{
    qp__search search = named(W("late"));

    search.probe = probe_without_memory;
    finds_one_way(search, NULL, QP__FILE_MISSING, -ENOMEM, __LINE__);
    search.probe_prefix = probe_prefix;
    search.probe = probe;
    finds_one_way(search, W("C:\\usr\\late.exe"), QP__FILE_IMAGE, 0, __LINE__);
    search.probe_prefix = probe_prefix_without_memory;
    search.path = W("C:\\work\\sub;C:\\bin;C:\\usr");
    finds_one_way(search, NULL, QP__FILE_MISSING, -ENOMEM, __LINE__);
    search.path = defaults.path;
    search.name = W("tool");
    finds_one_way(search, W("C:\\bin\\tool.exe"), QP__FILE_IMAGE, 0, __LINE__);
}

int main(void)
{
    test_in_path();
    test_passed_over();
    test_bare_images();
    test_rooted();
    test_wsl_bash();
    test_unreachable();
    test_no_planting();
    test_path_entries();
    test_passed_over_entries();
    test_named_places();
    test_refused_places();
    test_without_path();
    test_trailing_dots_and_spaces();
    test_pathext();
    test_order();
    test_endless_name();
    test_prefix();
    test_join();
    test_has_directory();
    test_posix_program();
    test_cannot_look();
    test_each_allocation(search_long, NULL, "qp__path_search");
    return test_end("path_search");
}
