/** What became of one element of a delivery: its events, or the element itself with the reason. */
import type { BodyProblem, ParsedEvent } from "../../../../domain/ingest/channel-adapter.ts";
import { fingerprint } from "../../fingerprint.ts";
import type { Json } from "../../json.ts";
import { keptWebhook } from "../../kept-webhook.ts";
import { type Reading, readMappedEvent } from "./mapped-event.ts";

const mostEvents = 100;

export interface Element {
  readonly reading: Reading;
  /** The same on every try, where one is signed. */
  readonly deliveryId: string | undefined;
  /** In the delivery. */
  readonly index: number;
  readonly input: Json;
}

export interface Mapped {
  readonly events: readonly ParsedEvent[];
  /** The first thing that is wrong. */
  readonly problem?: BodyProblem | undefined;
}

/** @param made what the mapping made of the element: an event or a list of them */
export function eventsOf(made: Json | undefined, element: Element): Mapped {
  const all = made === undefined ? [] : Array.isArray(made) ? made : [made];
  if (all.length === 0) return kept(element, { pointer: "", detail: "the mapping made no event of it" });
  if (all.length > mostEvents)
    return kept(element, { pointer: "", detail: `expected at most ${mostEvents} events` });
  const mapped = all.map((one, position) => {
    const event = readMappedEvent(one, element.reading, keyOf(element, position));
    if (!("problem" in event)) return { events: [event] };
    const { pointer, detail } = event.problem;
    return kept(
      element,
      { pointer: Array.isArray(made) ? `/${position}${pointer}` : pointer, detail },
      position,
    );
  });
  return {
    events: mapped.flatMap(({ events }) => events),
    problem: mapped.flatMap((one) => ("problem" in one && one.problem ? [one.problem] : []))[0],
  };
}

/** The element as it came, and why it is no event; @param position of the event that it should have been */
export function kept(element: Element, problem: BodyProblem, position = 0): Mapped {
  const event = keptWebhook(
    { channel: element.reading.channel, key: keyOf(element, position) },
    element.input,
  );
  const { pointer, detail } = problem;
  return {
    events: [{ ...event, attributes: { ...event.attributes, problem: { pointer, detail } } }],
    problem,
  };
}

/** By the delivery's name where it has one; else equal content is the same event. */
function keyOf({ deliveryId, index, input }: Element, position: number): string {
  return deliveryId === undefined
    ? fingerprint(JSON.stringify([input, position]))
    : JSON.stringify([deliveryId, index, position]);
}
