// Other rows: see bad-input-subprocess.js, which looks at the name of the script.
import "./bad-input-subprocess.js";
