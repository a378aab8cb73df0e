// The other reads: see bad-input-getters.js, which looks at the name of the script.
import "./bad-input-getters.js";
