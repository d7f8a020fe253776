/**
 * The one Trusted Types policy. htmx alone gets it, for our own server's fragments, which Jinja has escaped; any other
 * script that writes HTML fails. Whatever would make htmx run text as a script throws.
 */
import htmx from "htmx.org";

interface Policy {
  createHTML: (html: string) => string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}
interface HtmxInside {
  initSecurity(policy: Policy, sync: () => never, later: () => never): void;
}

const html = (text: string): string => text;
const types = (window as { trustedTypes?: Factory }).trustedTypes;
const policy = types ? types.createPolicy("sigap", { createHTML: html }) : { createHTML: html };
const refuse = (): never => {
  throw new Error("no text runs as a script here");
};

htmx.registerExtension("sigap-policy", {
  init: (inside: HtmxInside) => inside.initSecurity(policy, refuse, refuse),
});
