/** What a tracked event means: the specification's names for shops, e-mail and apps; any other is kept by its name. */
import type { Channel, ContactEvent } from "../../../schemas/contact-event.ts";
import { objectOf, textOf } from "../fields.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { commerceIn, emailIn } from "./properties.ts";
import { type Meaning, meaningOf } from "./track-names.ts";

/** What a type of message adds to what all of them have. */
export interface Told {
  readonly kind: string;
  readonly channel?: Channel;
  readonly direction?: ContactEvent["direction"];
  readonly attributes: Readonly<Record<string, Json | undefined>>;
}

export function toldBy({ event, properties }: JsonObject): Told | undefined {
  const name = textOf(event);
  if (name === undefined) return undefined;
  const meaning: Meaning = meaningOf(name) ?? { kind: "event.tracked" };
  const said = objectOf(properties);
  return {
    ...meaning,
    attributes: present({
      event: name,
      ...(meaning.channel === "marketing" ? emailIn(meaning.kind, said) : commerceIn(said)),
      properties,
    }),
  };
}
