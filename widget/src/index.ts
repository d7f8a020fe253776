/**
 * The loader: a launcher, one global, and the chat on the first click. Until then no cookie, no write, no socket.
 * Every visitor of fifty sites fetches every byte of it (budget 1,536 B gz), so it does nothing the chat can do later.
 */

import sheet from "./loader/loader.css";
import type { Load, Locale, Opening } from "./options";

const start = (data: DOMStringMap) => {
  const desk = JSON.parse("__SIGAP_DESK__");
  const base = desk.url; // what the server calls itself: a page may have glued this file into a bundle of its own
  const page = `?opd=${data.opd || ""}`;
  let locale: Locale = data.locale === "en" ? "en" : "id";
  let loading = 0;

  const make = (tag: string, parent: Node, properties: object) =>
    parent.appendChild(Object.assign(document.createElement(tag), properties));
  const target = data.target && document.querySelector(data.target);
  const host = document.createElement("sigap-widget");
  const root = host.attachShadow({ mode: "open" });
  const frame = make("div", root, { className: "s" });
  const button = make("button", target ? host : frame, { className: "go" }); // inside the host it is not drawn
  const label = make("span", button, {});

  let css = sheet.replace("right", data.position || "right");
  const { color } = data;
  if (color) {
    const weigh = (at: number) => (Number(`0x${color.substr(at, 2)}`) / 255) ** 2.2;
    // Black or white on it: one of them always has 4.5:1.
    const on = 0.2126 * weigh(1) + 0.7152 * weigh(3) + 0.0722 * weigh(5) > 0.18 ? "#000" : "#fff";
    css += `.s{--accent:${color};--on:${on}}`;
  }
  try {
    const own = new CSSStyleSheet();
    own.replaceSync(css);
    root.adoptedStyleSheets = [own];
  } catch {
    make("style", root, { textContent: css }); // Safari before 16.4
  }

  const load: Load = (file) => {
    const url = `${base}widget/${BUILD}/${file}.js`;
    return import(url).catch(() =>
      // Browsers remember a module that failed, so the second try needs another address.
      new Promise((again) => setTimeout(again, 900)).then(() => import(`${url}?${Date.now()}`)),
    );
  };
  const fail = () => {
    loading = 0;
    const say = (textContent: string, href: string) =>
      textContent && make("a", frame, { className: "go", textContent, href, target: "_blank" });
    say(LAUNCHER_WORDS[locale][1], base + page);
    say(desk.whatsapp && "WhatsApp", `https://wa.me/${desk.whatsapp}`);
    say(desk.phone, `tel:${desk.phone}`);
  };

  // Unreachable is not forbidden, and a slow answer is no reason to hide help.
  const site = Promise.race([
    fetch(`${base}api/widget/site.json${page}`).then((answer) => answer.json()),
    new Promise((again) => setTimeout(again, 2500, 0)),
  ]).catch(() => 0);
  const open = () => {
    if (!loading++)
      load(`chat-${locale}`).then(
        // The chat takes the hands of `api` over and shows itself.
        (module) => module.open({ api, data, desk, frame, button, site, load } as Opening),
        fail,
      );
  };
  const api = {
    open,
    toggle: open,
    close() {},
    setLocale(wanted: Locale) {
      locale = wanted;
      label.textContent = data.label || LAUNCHER_WORDS[locale][0];
    },
    destroy() {
      host.remove();
      delete window.Sigap;
    },
    on: frame.addEventListener.bind(frame),
  };
  window.Sigap = api;
  button.onclick = () => api.toggle();
  api.setLocale(locale);

  site.then((info) => {
    if (info.allowed === false) {
      // biome-ignore lint/suspicious/noConsole: the site's web team is its only reader
      console.warn(`Sigap: ${location.origin} not listed for ${page}`);
    } else {
      // On <html>, where a swapped <body> (Turbo) does not take it away.
      (target || document.documentElement).append(host);
      if (target || "open" in data) open();
    }
  });
};

// Not `currentScript`: a tag manager or a delaying cache plugin leaves it null.
const tag = document.querySelector<HTMLScriptElement>("script[data-opd]");
if (tag && !window.Sigap) start(tag.dataset);
