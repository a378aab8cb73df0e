// A test whose script throws has failed: this one must.
throw new Error("on purpose");
