/** Names a person by what we know: a name, else the identifier people recognise best. Pure. */
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { ContactEvent, Identifier, IdentifierKind } from "../../schemas/contact-event.ts";

/** From what a person would know a customer by, to what only a machine would. */
const recognisable: readonly IdentifierKind[] = [
  "phone",
  "email",
  "whatsapp",
  "telegram",
  "instagram",
  "messenger",
  "line",
  "loyalty",
  "crm",
  "national-id",
  "visitor",
  "device",
  "external",
];

type Shown = Pick<Identifier, "kind" | "value">;

/** @returns nothing when the event names nobody */
export function mainIdentifier(event: ContactEvent): Identifier | undefined {
  return mostRecognisableFirst(event.identifiers)[0];
}

export function mostRecognisableFirst<Known extends Pick<Identifier, "kind">>(
  known: readonly Known[],
): Known[] {
  return known.toSorted((one, other) => recognisable.indexOf(one.kind) - recognisable.indexOf(other.kind));
}

/** @returns a name or an identifier; nothing when the event names nobody */
export function whoOf({ customerName, event }: LiveContact): string | undefined {
  if (customerName !== undefined) return customerName;
  const main = mainIdentifier(event);
  return main === undefined ? undefined : showIdentifier(main);
}

/** An identifier as the page shows it: phones grouped, national ids masked. */
export function showIdentifier({ kind, value }: Shown): string {
  if (kind === "national-id") return maskAllButLastTwo(value);
  if (kind === "phone") return groupPhone(value);
  return value;
}

/** Leaves what is masked already as it is. */
function maskAllButLastTwo(value: string): string {
  return value.replace(/[\p{L}\p{N}](?=.*[\p{L}\p{N}]{2})/gsu, "•");
}

const groupings: readonly [pattern: RegExp, shown: string][] = [
  [/^\+90(\d{3})(\d{3})(\d{2})(\d{2})$/, "+90 $1 $2 $3 $4"],
  [/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3"],
  [/^\+44(\d{4})(\d{6})$/, "+44 $1 $2"],
  [/^\+49(\d{3})(\d+)$/, "+49 $1 $2"],
];

/** Groups the digits where we know how the country writes them. */
function groupPhone(value: string): string {
  for (const [pattern, shown] of groupings) {
    if (pattern.test(value)) return value.replace(pattern, shown);
  }
  return value;
}
