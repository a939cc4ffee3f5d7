/** All style sheets of the first page, in the order in which they build on each other. */
import './tokens.css';
import './page.css';
import './controls.css';
import './parts.css';
import './pictures.css';
import '../input/input.css';
