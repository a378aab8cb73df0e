#include "qjs/editor/types.h"

#include "embedded.h"
#include "qjs/c_module.h"
#include "qjs/engine/evaluate.h"

static const JSCFunctionListEntry texts[] = {
    JS_PROP_STRING_DEF("bjson", qp__types_bjson, 0),
    JS_PROP_STRING_DEF("globals", qp__types_globals, 0),
    JS_PROP_STRING_DEF("os", qp__types_os, 0),
    JS_PROP_STRING_DEF("std", qp__types_std, 0),
    JS_PROP_STRING_DEF("subprocess", qp__types_subprocess, 0),
};

QP__DEFINE_MODULE(qp__init_type_texts, texts)

int qp__types_write(JSContext *ctx)
{
    static const char source[] = "import 'quickproc:types';\n";

    return qp__evaluate(ctx, source, sizeof(source) - 1, "<types>", QP__SOURCE_MODULE);
}
