import { ago, moment } from "../words/time";
import type { App } from "./app";

/** When it was, roughly; exactly when one points at it or comes by with the keyboard. */
export function When({ app, at }: { app: App; at: string }) {
  const { locale } = app.state;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time has to be there for the keyboard too
    <time class="at" dateTime={at} tabIndex={0}>
      <span>{ago(at, locale)}</span>
      <span>{moment(at, locale)} WIB</span>
    </time>
  );
}
