/** Tries a configuration out on one call: what receiving and reading would make of it, with nothing kept. */
import type { TriedOut, TryOutRequest } from "../../schemas/api/channel-shapes.ts";
import type { ChannelConfig } from "../../schemas/channel-config.ts";
import type {
  BodyProblem,
  ChannelAdapter,
  Endpoint,
  ParsedEvent,
  WebhookRequest,
} from "../ingest/channel-adapter.ts";
import type { DeliveryReader, KeptDelivery } from "../ingest/delivery-reader.ts";

export interface TryOutDeps {
  readonly adapter: Pick<ChannelAdapter, "provider" | "verify" | "parse">;
  readonly reader: DeliveryReader;
}

export interface TryOut extends Pick<TryOutRequest, "secrets" | "sample"> {
  readonly endpointId: string;
  readonly config: ChannelConfig;
  /** What the provider would call. */
  readonly url: string;
  readonly now: Date;
}

export async function tryOut({ adapter, reader }: TryOutDeps, asked: TryOut): Promise<TriedOut> {
  const { config, endpointId, secrets = [], sample, url, now } = asked;
  const at = sample.receivedAt === undefined ? now : new Date(sample.receivedAt);
  const { brand, ...rest } = config;
  const endpoint: Endpoint = {
    provider: adapter.provider,
    endpointId,
    secrets,
    account: {},
    brand,
    config: rest,
  };
  const headers = Object.entries(sample.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const request: WebhookRequest = {
    method: sample.method,
    url,
    rawQuery: "",
    headers: Object.fromEntries(headers),
    body: Buffer.from(sample.body),
  };
  const verification = await adapter.verify(request, endpoint, at);
  const found = verification.kind === "verified" ? "verified" : verification.reason;
  const delivery = { request, endpoint, receivedAt: at.toISOString() };
  return {
    signature: secrets.length === 0 ? "not-checked" : found,
    ...(await readCall(adapter, reader, delivery)),
  };
}

async function readCall(
  adapter: TryOutDeps["adapter"],
  reader: DeliveryReader,
  delivery: KeptDelivery,
): Promise<Pick<TriedOut, "events" | "problem">> {
  const parsed = adapter.parse(delivery.request, delivery.endpoint);
  if (parsed.kind === "unreadable") return { events: [], problem: parsed.problem };
  const events = parsed.kind === "events" ? parsed.events : await reader.read(delivery);
  const [problem] = events.flatMap((event) => problemIn(event) ?? []);
  return { events: [...events], ...(problem === undefined ? {} : { problem }) };
}

/** Why an event is no more than kept. */
function problemIn({ kind, attributes }: ParsedEvent): BodyProblem | undefined {
  const problem = attributes?.problem;
  if (
    kind !== "webhook.received" ||
    typeof problem !== "object" ||
    problem === null ||
    Array.isArray(problem)
  )
    return undefined;
  return { pointer: String(problem.pointer), detail: String(problem.detail) };
}
