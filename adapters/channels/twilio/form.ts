/** Twilio's form parameters: read once for the signature and once for their meaning. */

/** Every value of every parameter, in the order received. Nothing is trimmed: Twilio signs the spaces. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** @param encoded a form body, or a query without its `?` */
export function readForm(encoded: string): Form {
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

/** Whether every escape in it is one, and UTF-8: `URLSearchParams` would hide the damage. */
export function isWellFormed(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

/** The parameter's first value; an empty one counts as none. */
export function first(form: Form, name: string): string | undefined {
  return form.get(name)?.[0] || undefined;
}

/** What the call was signed with, after its `?`. */
export function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start + 1);
}
