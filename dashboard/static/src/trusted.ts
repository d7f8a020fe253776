/** The one Trusted Types policy: htmx puts our own server's fragments into the page, escaped there by Jinja. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): unknown;
}

const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
types?.createPolicy("default", { createHTML: (html) => html });
