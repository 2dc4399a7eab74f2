/** Maps a kept delivery into contact events, element by element; used by `later.ts` and by the try-out. */
import type { BodyProblem } from "../../../../domain/ingest/channel-adapter.ts";
import type { KeptDelivery } from "../../../../domain/ingest/delivery-reader.ts";
import type { EndpointConfig, Mapping } from "../../../../schemas/channel-reading.ts";
import { compile, type Expression, ExpressionError } from "../../../jsonata/expression.ts";
import { decodeUtf8 } from "../../body.ts";
import { fingerprint } from "../../fingerprint.ts";
import { type Json, type JsonObject, present } from "../../json.ts";
import { deliveryIdOf } from "../recipe/delivery-id.ts";
import { readMappedBody } from "./mapped-body.ts";
import { eventsOf, kept, type Mapped } from "./mapped-element.ts";

/** For one delivery, with all its elements. */
const deliveryMs = 5_000;
const mostElements = 1_000;

export interface MappingDeps {
  /** Milliseconds, for the time that mapping may take. */
  readonly now: () => number;
}

/** Nothing is lost: what the mapping makes no event of is kept with the reason. */
export async function mapDelivery(
  deps: MappingDeps,
  delivery: KeptDelivery,
  config: EndpointConfig,
  mapping: Mapping,
): Promise<Mapped> {
  const reading = { channel: config.channel, defaults: mapping.defaults };
  const of = { reading, deliveryId: deliveryIdOf(delivery), index: 0 };
  const body = readMappedBody(delivery.request);
  // Receiving refuses what cannot be read: this one came while the channel was read in another way.
  if (body.kind === "unreadable") return kept({ ...of, input: asText(delivery.request.body) }, body.problem);
  const until = deps.now() + deliveryMs;
  const { receivedAt } = delivery;
  const names = { headers: headersFor(delivery, config), body: body.value, receivedAt };
  const run = (expression: Expression, input: Json, more: JsonObject = {}) =>
    expression.evaluate(input, { ...names, ...more }, until - deps.now());
  try {
    const at = new Date(receivedAt);
    const map = compile(mapping.jsonata, at);
    const elements =
      mapping.each === undefined ? [body.value] : listed(await run(compile(mapping.each, at), body.value));
    const mapped: Mapped[] = [];
    for (const [index, input] of elements.entries()) {
      const element = { ...of, index, input };
      mapped.push(
        await orKept(
          async () => eventsOf(await run(map, input, { index }), element),
          (problem) => kept(element, problem),
        ),
      );
    }
    return joined(mapped);
  } catch (error) {
    return kept({ ...of, input: body.value }, problemOf(error));
  }
}

async function orKept(map: () => Promise<Mapped>, keep: (problem: BodyProblem) => Mapped): Promise<Mapped> {
  try {
    return await map();
  } catch (error) {
    return keep(problemOf(error));
  }
}

/** @throws whatever is no trouble of the expression's own */
function problemOf(error: unknown): BodyProblem {
  if (error instanceof ExpressionError) return { pointer: "", detail: error.message };
  throw error;
}

function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined) throw new ExpressionError("each found nothing");
  const elements = Array.isArray(value) ? value : [value];
  if (elements.length > mostElements) throw new ExpressionError(`expected at most ${mostElements} elements`);
  return elements;
}

/** What a mapping may know of the call beside its body: nothing that proves it. */
function headersFor({ request }: KeptDelivery, { verification }: EndpointConfig): JsonObject {
  const secret = "header" in verification ? verification.header : "webhook-signature";
  const { authorization, cookie, [secret]: _proof, ...headers } = request.headers;
  return present(headers);
}

/** Bytes that are no text are known by their fingerprint. */
const asText = (body: Buffer) => decodeUtf8(body) ?? fingerprint(body.toString("base64"));

function joined(mapped: readonly Mapped[]): Mapped {
  return {
    events: mapped.flatMap(({ events }) => events),
    problem: mapped.find(({ problem }) => problem !== undefined)?.problem,
  };
}
