/** Names of things whose list is open: senders and rules may bring ones we have never heard of. Pure. */
import type { TextKey, Translate } from "../text/text.ts";
import { readable } from "./readable.ts";

/** @returns a function that names what it has a text for, and makes words of the rest */
export function openList(texts: Readonly<Record<string, TextKey>>): (name: string, t: Translate) => string {
  const known = new Map(Object.entries(texts));
  return (name, t) => {
    const key = known.get(name);
    return key === undefined ? readable(name) : t(key);
  };
}
