/** All style sheets of the first page, in the order in which they build on each other. */
import './tokens.css';
import './page.css';
import './layouts.css';
import './controls.css';
import './parts.css';
import './dialogs.css';
import './pictures.css';
import '../input/input.css';
