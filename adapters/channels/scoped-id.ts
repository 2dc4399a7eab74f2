/** Ids that a provider gives one person anew for every page or account of ours. */

/** `<page or account>:<id>`: the same digits of two pages are two people (docs/channels.md, "Identifiers"). */
export function scopedId(scope: string, id: string): string {
  return scope === "" ? id : `${scope}:${id}`;
}
