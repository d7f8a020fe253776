import type { Options } from "../options";
import foot from "./css/foot.css";
import header from "./css/header.css";
import log from "./css/log.css";
import talk from "./css/talk.css";
import tokens from "./css/tokens.css";
import window from "./css/window.css";

/** Put the chat's sheets beside the loader's, with the theme and the accent that the tag asks for. */
export function dressRoot(frame: HTMLElement, data: Options, inline: boolean): void {
  const root = frame.getRootNode() as ShadowRoot;
  if (inline) root.host.setAttribute("inline", "");
  frame.className += ` ${data.position ?? ""}`.replace(/-/g, " "); // left, top
  let css = tokens + window + header + log + talk + foot;
  if (data.theme === "dark" || data.theme === "light")
    css = css.replace(/\(prefers-color-scheme: ?dark\)/, data.theme === "dark" ? " all" : " not all");
  if (data.offset) {
    const { marginTop, marginBottom } = getComputedStyle(root.host);
    css = css.replace(/112px/g, `${88 + Math.max(Number.parseFloat(marginTop), Number.parseFloat(marginBottom))}px`);
  }
  // An accent of the site's own is only a ground for text, which the server chose for it; links stay readable.
  if (/^#[\da-f]{6}$/i.test(data.color ?? "")) css += ".p{--accent:inherit;--on:inherit;--link:var(--text)}";
  adopt(root, css);
}

/** Add a sheet to the root; as an element where sheets cannot be adopted (Safari before 16.4). */
export function adopt(root: ShadowRoot, css: string): void {
  try {
    const own = new CSSStyleSheet();
    own.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, own];
  } catch {
    const element = document.createElement("style");
    element.textContent = css;
    root.append(element);
  }
}
