/** What the desk's pages do in a browser. Everything works without it, only not live. */
import "./trusted";
import "htmx.org";
import { copyButtons } from "./copy";
import { connect } from "./live";
import { rowsThatMove } from "./rows";
import { themeButton } from "./theme";

const token = document.body.dataset.formToken;
themeButton();
copyButtons();
rowsThatMove();
if (token) connect(token);
