// Other rows: see bad-input-os.js, which looks at the name of the script.
import "./bad-input-os.js";
