/** The attributes of a reported event that mean something: of another type than they have, they are a mistake. */
import type { Channel } from "../../../schemas/contact-event.ts";
import { typedAttributes } from "../../../schemas/typed-events.ts";
import type { Unreadable } from "../body.ts";
import type { JsonObject } from "../json.ts";
import { firstProblem } from "./problem.ts";

interface Reported {
  readonly channel: Channel;
  readonly kind: string;
}

/**
 * @param pointer where the event stands in the body
 * @returns `undefined` when nothing is wrong
 */
export function attributeProblem(
  { channel, kind }: Reported,
  attributes: JsonObject | undefined,
  pointer: string,
): Unreadable | undefined {
  if (attributes === undefined) return undefined;
  const { error } = typedAttributes(channel, kind).safeParse(attributes);
  return error && firstProblem(error, `${pointer}/attributes`);
}
