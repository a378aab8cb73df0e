#include "qjs/builtins.h"

#include <quickjs-libc.h>

#include "embedded.h"
#include "qjs/compile/compile.h"
#include "qjs/editor/types.h"
#include "qjs/loop/wake.h"
#include "qjs/prompt/console.h"
#include "qjs/prompt/repl.h"
#include "qjs/system/environment.h"
#include "qjs/system/os_files.h"
#include "qjs/system/os_sleep.h"
#include "qjs/system/std_files.h"
#include "quickproc/quickjs.h"

#define C_MODULE(name, init)                                                                       \
    {                                                                                              \
        name, init, NULL, NULL                                                                     \
    }
#define JS_MODULE(name, symbol)                                                                    \
    {                                                                                              \
        name, NULL, qp__js_##symbol, &qp__js_##symbol##_size                                       \
    }

/* `qjs:` is what scripts import; `quickproc:` is what those are put together from. */
const qp__builtin qp__builtins[] = {
    JS_MODULE("qjs:std", std),
    JS_MODULE("qjs:os", os),
    C_MODULE("qjs:bjson", js_init_module_bjson),
    C_MODULE("qjs:subprocess", quickproc_init_subprocess),

    C_MODULE("quickproc:libc-std", js_init_module_std),
    C_MODULE("quickproc:libc-os", js_init_module_os),
    C_MODULE("quickproc:native", quickproc_init_module),
    C_MODULE("quickproc:os-files", qp__init_os_files),
    C_MODULE("quickproc:os-sleep", qp__init_os_sleep),
    C_MODULE("quickproc:std-files", qp__init_std_files),
    C_MODULE("quickproc:environment", qp__init_environment),

    JS_MODULE("quickproc:piped-child", piped_child),
    JS_MODULE("quickproc:popen", popen),
    JS_MODULE("quickproc:url-get", url_get),
    JS_MODULE("quickproc:loop", loop),
    JS_MODULE("quickproc:wake", wake),
    JS_MODULE("quickproc:wake-thread", wake_thread),
    C_MODULE("quickproc:wake-native", qp__init_wake),

    JS_MODULE("quickproc:repl", repl),
    JS_MODULE("quickproc:repl-scan", repl_scan),
    JS_MODULE("quickproc:repl-reader", repl_reader),
    JS_MODULE("quickproc:compile", compile),
    JS_MODULE("quickproc:program-resources", program_resources),
    C_MODULE("quickproc:compile-native", qp__init_compile),
    JS_MODULE("quickproc:types", types),
    C_MODULE("quickproc:type-texts", qp__init_type_texts),
    JS_MODULE("quickproc:inspect", inspect),
    JS_MODULE("quickproc:plain-data", plain_data),
    JS_MODULE("quickproc:repl-complete", repl_complete),
    C_MODULE("quickproc:repl-native", qp__init_repl),
    C_MODULE("quickproc:console", qp__init_console),
};

const size_t qp__builtin_count = sizeof(qp__builtins) / sizeof(qp__builtins[0]);
