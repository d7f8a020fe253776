/** What the desk's pages do in a browser. Everything works without it, only not live. */
import "./policy";
import { copyButtons, printButtons } from "./copy";
import { explainMoves, sendFiltersAtOnce } from "./forms";
import { keepWhatIsWritten } from "./kept";
import { connect } from "./live";
import { languageButton, themeButton } from "./preferences";
import { rowsThatMove } from "./rows";

const token = document.body.dataset.formToken;
themeButton();
languageButton();
copyButtons();
printButtons();
sendFiltersAtOnce();
explainMoves();
rowsThatMove();
if (token) {
  keepWhatIsWritten();
  connect();
}
