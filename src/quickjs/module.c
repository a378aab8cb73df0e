#include "quickjs/calls/calls.h"
#include "quickjs/events/handlers.h"

#define SIGNAL(name) JS_PROP_INT32_DEF(#name, QP_##name, JS_PROP_CONFIGURABLE)

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("exec", 1, qp__js_exec),
    JS_CFUNC_DEF("waitpid", 2, qp__js_waitpid),
    JS_PROP_INT32_DEF("WNOHANG", QP_WNOHANG, JS_PROP_CONFIGURABLE),
    JS_CFUNC_MAGIC_DEF("WIFEXITED", 1, qp__js_status_macro, QP__WIFEXITED),
    JS_CFUNC_MAGIC_DEF("WEXITSTATUS", 1, qp__js_status_macro, QP__WEXITSTATUS),
    JS_CFUNC_MAGIC_DEF("WIFSIGNALED", 1, qp__js_status_macro, QP__WIFSIGNALED),
    JS_CFUNC_MAGIC_DEF("WTERMSIG", 1, qp__js_status_macro, QP__WTERMSIG),
    JS_CFUNC_DEF("execAsync", 1, qp__js_exec_async),
    JS_CFUNC_DEF("waitpidAsync", 1, qp__js_waitpid_async),
    JS_CFUNC_MAGIC_DEF("setReadHandler", 2, qp__js_set_handler, 0),
    JS_CFUNC_MAGIC_DEF("setWriteHandler", 2, qp__js_set_handler, 1),
    JS_CFUNC_DEF("kill", 2, qp__js_kill),
    JS_CFUNC_DEF("signal", 2, qp__js_signal),
    JS_CFUNC_DEF("getpid", 0, qp__js_getpid),
    SIGNAL(SIGHUP),
    SIGNAL(SIGINT),
    SIGNAL(SIGQUIT),
    SIGNAL(SIGILL),
    SIGNAL(SIGTRAP),
    SIGNAL(SIGFPE),
    SIGNAL(SIGKILL),
    SIGNAL(SIGUSR1),
    SIGNAL(SIGSEGV),
    SIGNAL(SIGUSR2),
    SIGNAL(SIGPIPE),
    SIGNAL(SIGALRM),
    SIGNAL(SIGTERM),
    SIGNAL(SIGCHLD),
    SIGNAL(SIGCONT),
    SIGNAL(SIGSTOP),
    SIGNAL(SIGBREAK),
    SIGNAL(SIGABRT),
    JS_CFUNC_DEF("pipe", 0, qp__js_pipe),
    JS_CFUNC_DEF("dup", 1, qp__js_dup),
    JS_CFUNC_DEF("dup2", 2, qp__js_dup2),
    JS_CFUNC_DEF("open", 2, qp__js_open),
    JS_CFUNC_DEF("close", 1, qp__js_close),
    JS_CFUNC_MAGIC_DEF("read", 4, qp__js_read_write, QP__READ),
    JS_CFUNC_MAGIC_DEF("write", 4, qp__js_read_write, QP__WRITE),
};

#define FUNCTION_COUNT ((int)(sizeof(functions) / sizeof(functions[0])))

static int export_functions(JSContext *ctx, JSModuleDef *module)
{
    return JS_SetModuleExportList(ctx, module, functions, FUNCTION_COUNT);
}

JSModuleDef *quickproc_init_module(JSContext *ctx, const char *module_name)
{
    JSModuleDef *module = JS_NewCModule(ctx, module_name, export_functions);

    if (module == NULL || JS_AddModuleExportList(ctx, module, functions, FUNCTION_COUNT) < 0) {
        return NULL;
    }
    return module;
}
