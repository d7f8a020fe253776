/**
 * The loader: a launcher, one global, and the chat on the first click. Until then no cookie, no write, no socket.
 * Every visitor of fifty sites fetches every byte of it (budget 1,536 B gz), so it does nothing the chat can do later,
 * and nothing the server can: the sentence for the console and the readable accent come with `site.json`.
 */

import type { SiteInfo } from "./contract.gen";
import sheet from "./loader/loader.css";
import type { Api, Load, Locale, Opening, Options } from "./options";

const start = (tag: HTMLElement) => {
  const desk = __SIGAP_DESK__;
  const base = desk.url; // what the server calls itself: a page may have glued this file into a bundle of its own
  const data: Options = Object.assign(Object.create(null), tag.dataset); // a page may have filled Object.prototype
  const page = `?opd=${data.opd}`;
  let locale: Locale = data.locale === "en" ? "en" : "id";
  let begun: unknown;
  let wanted: unknown = data.target || "open" in data;

  const pause = (ms: number): Promise<0> => new Promise((over) => setTimeout(over, ms, 0));
  const make = (name: string, parent: Node, properties?: object) =>
    parent.appendChild(Object.assign(document.createElement(name), properties));
  const host = document.createElement("sigap-widget");
  const root = host.attachShadow({ mode: "open" });
  const frame = make("div", root, { className: "s" });
  const button = make("button", data.target ? host : frame, { className: "go" }); // inside the host it is not drawn
  const label = make("span", button);

  const load: Load = (file) => {
    const url = `${base}widget/${BUILD}/${file}.js`;
    return import(url).catch(() =>
      // Browsers remember a module that failed, so the second try needs another address.
      pause(900).then(() => import(`${url}?${Date.now()}`)),
    );
  };
  const fetchChat = () => load(`chat-${locale}`); // a second call costs nothing: the browser keeps modules
  const fail = () => {
    begun = 0;
    const say = (textContent: string, href: string) =>
      wanted && textContent && make("a", frame, { className: "go", textContent, href, target: "_blank" });
    say(LAUNCHER_WORDS[locale][1], base + page);
    say(desk.whatsapp && "WhatsApp", `https://wa.me/${desk.whatsapp}`);
    say(desk.phone, `tel:${desk.phone}`);
  };

  // `escape` is old, everywhere, and shorter than what replaced it: the server reads "undefined" as no color.
  // Unreachable is not forbidden, and a slow answer is no reason to hide help.
  const site: Opening["site"] = Promise.race([
    fetch(`${base}api/widget/site.json${page}&color=${escape(data.color as string)}`).then((answer) =>
      answer.json(),
    ),
    pause(2500),
  ]).catch(() => 0);
  const begin = () => {
    if (!begun)
      // The chat takes the hands of `api` over, and shows itself when somebody wants it.
      begun = fetchChat().then(
        (module) => module.open({ api, data, desk, frame, button, site, load, wanted }),
        fail,
      );
  };
  const open = () => {
    wanted = 1;
    begin();
  };
  const api: Api = {
    open,
    toggle: open,
    close() {},
    setLocale(chosen) {
      locale = chosen;
      label.textContent = data.label || LAUNCHER_WORDS[locale][0];
    },
    prefill(fields) {
      data.prefill = fields;
    },
    destroy() {
      host.remove();
      delete window.Sigap;
    },
    on: frame.addEventListener.bind(frame),
    off: frame.removeEventListener.bind(frame),
    async attach() {
      const info = (await site) as SiteInfo;
      // biome-ignore lint/suspicious/noConsole: the site's web team is its only reader
      if (info.advice) return console.warn(info.advice);
      const place = () => document.querySelector(data.target || "html");
      // On <html>, where a swapped <body> (Turbo) does not take it away.
      while (!place()) await pause(250);
      if (host.isConnected || window.Sigap !== api) return;
      const css = `${sheet
        .replace("right", /left/.test(data.position as string) ? "left" : "$&")
        .replace("bottom", /top/.test(data.position as string) ? "top" : "$&")
        .replace("24px", data.offset || "$&")
        .replace("2147483000", data.zIndex || "$&")}.s{--accent:#0f766e;--on:#fff;${info.accent}}`;
      (place() as Element).append(host);
      if (wanted) begin();
      try {
        const own = new CSSStyleSheet();
        own.replaceSync(css);
        root.adoptedStyleSheets = [own];
        if (localStorage[page]) begin(); // something waits here to be sent: the chat left the mark, and takes it away
      } catch {
        make("style", root, { textContent: css }); // Safari before 16.4; once too often where storage is refused
      }
    },
  };
  window.Sigap = api;
  button.onclick = () => api.toggle();
  button.onpointerenter = button.onfocus = () => fetchChat().catch(() => 0);
  api.setLocale(locale);
  api.attach();
};

// Not `currentScript`: a tag manager or a delaying cache plugin leaves it null, and so does a bundle.
const tag = document.querySelector<HTMLElement>("script[data-opd]");
if (tag)
  try {
    (window.Sigap as Api).attach();
  } catch {
    start(tag); // there is none yet, or it is an element of the page with that id
  }
