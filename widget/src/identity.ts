/** Who this device is to Sigap: one token for one conversation with one site, minted here before any contact. */

import type { Locale } from "./options";

interface Stored {
  token?: string;
  locale?: Locale;
  sound?: boolean;
}

export interface Identity {
  /** Mints and keeps the token the first time. */
  token(): string;
  /** A conversation was begun here before. */
  isKnown(): boolean;
  locale(): Locale | undefined;
  chooseLocale(locale: Locale): void;
  sound(): boolean | undefined;
  chooseSound(sound: boolean): void;
  /** Go on in the conversation of what waits here; says whether that is another one. */
  adopt(token?: string): boolean;
  /** Take the conversation off this device. */
  forget(): void;
  /** Another tab did that: go on with the identity that it left. */
  recall(): void;
}

/** Keep the identity in one entry of localStorage; where that is refused, in memory, for as long as the page lives. */
export function openIdentity(key: string): Identity {
  let stored = read(key);
  const keep = (next: Stored) => {
    stored = next;
    try {
      localStorage.setItem(key, JSON.stringify(stored));
    } catch {
      // refused: the conversation ends with the page
    }
  };
  return {
    token() {
      if (!isToken(stored.token)) stored = { ...stored, ...read(key) }; // another tab may have minted it
      if (!isToken(stored.token)) keep({ ...stored, token: mintToken() });
      return stored.token as string;
    },
    isKnown: () => Boolean(stored.token),
    locale: () => stored.locale,
    chooseLocale: (locale) => keep({ ...stored, locale }),
    sound: () => stored.sound,
    chooseSound: (sound) => keep({ ...stored, sound }),
    adopt(token) {
      if (!token || token === stored.token) return false;
      keep({ ...stored, token });
      return true;
    },
    forget() {
      stored = stored.locale ? { locale: stored.locale } : {};
      try {
        for (const part of ["", ":draft", ":site"]) localStorage.removeItem(key + part);
      } catch {
        // there was nothing to take away
      }
    },
    recall() {
      stored = read(key);
    },
  };
}

function read(key: string): Stored {
  try {
    const parsed = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

const isToken = (token = "") => /^[\w-]{43}$/.test(token);

/** 32 random bytes as base64url. `crypto.randomUUID` is missing on plain-http pages, `getRandomValues` is not. */
export function mintToken(): string {
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)));
  return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** A UUID, version 4: minted when a person presses a button, the same on every retry. */
export function mintId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 15) | 64;
  bytes[8] = ((bytes[8] as number) & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
