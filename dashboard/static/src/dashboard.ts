/** What the desk's pages do in a browser. Everything works without it, only not live. */
import "./policy";
import { alertChoices } from "./alerts";
import { newReports } from "./arrivals";
import { keepWhatIsBegun } from "./begun";
import { callAtOnce } from "./calling";
import { copyButtons, printButtons } from "./copy";
import { exportWithProgress } from "./exporting";
import { explainMoves, sendFiltersAtOnce } from "./forms";
import { keepHandsOff } from "./fragments";
import { keepWhatIsWritten } from "./kept";
import { shortcuts } from "./keys";
import { listLook } from "./list_look";
import { connect } from "./live";
import { menus } from "./menus";
import { newsOfTheDesk } from "./news";
import { shrinkPhotos } from "./photos";
import { pickRows } from "./picking";
import { languageButton, themeButton } from "./preferences";
import { chooseComposer, fillIn, letOffersGo, tellTyping, tellWhoLooks } from "./report";
import { rowsThatMove } from "./rows";
import { slideRows } from "./sliding";

const token = document.body.dataset.formToken;
keepWhatIsBegun(); // first: the others see a field as it was left
themeButton();
languageButton();
copyButtons();
printButtons();
sendFiltersAtOnce();
explainMoves();
keepHandsOff();
rowsThatMove();
slideRows();
menus();
listLook();
pickRows();
newReports();
alertChoices();
exportWithProgress();
chooseComposer();
fillIn();
letOffersGo();
shortcuts();
shrinkPhotos();
callAtOnce();
if (token) {
  keepWhatIsWritten();
  tellWhoLooks();
  tellTyping();
  newsOfTheDesk();
  connect();
}
