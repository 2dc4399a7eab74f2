/** The platform that all proofs about channels share, what its channels' samples are, and how its providers call it. */
import { readdirSync } from "node:fs";
import type { ChannelSamples, Sample } from "../../../adapters/channels/samples.ts";
import localEndpoints from "../../../local/endpoints.json" with { type: "json" };
import type { Platform } from "../../../local/start.ts";
import type { LiveContact, TimelineItem } from "../../../schemas/api/shapes.ts";
import { eventually, type Staff } from "../../support/staff.ts";

export interface Running {
  readonly platform: Platform;
  readonly agent: Staff;
  readonly admin: Staff;
}

/** Suites are declared before the platform runs. */
export type Proof = (running: () => Running) => void;

const folder = new URL("../../../adapters/channels/", import.meta.url);
const found = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .filter(({ name }) => readdirSync(new URL(`${name}/`, folder)).includes("samples.ts"))
  .map(
    ({ name }) => import(new URL(`${name}/samples.ts`, folder).href) as Promise<{ samples: ChannelSamples }>,
  );

/** Of every channel that has a folder. */
export const allSamples: readonly ChannelSamples[] = (await Promise.all(found)).map(({ samples }) => samples);

export function samplesOf(provider: string): ChannelSamples {
  const samples = allSamples.find((one) => one.provider === provider);
  if (samples === undefined) throw new Error(`no samples of ${provider}`);
  return samples;
}

/** Sends the very same call so many times at once. */
export async function deliver(
  { platform }: Running,
  { provider, sign }: ChannelSamples,
  sample: Sample,
  times = 1,
): Promise<number[]> {
  const endpoint = localEndpoints.find((one) => one.provider === provider);
  if (endpoint === undefined) throw new Error(`local/endpoints.json has no ${provider}`);
  const called = `${platform.url}${endpoint.path}`;
  const { method, url, headers, body } = sign(sample, endpoint.secrets[0] ?? "", new Date(), called);
  const call = { method, headers: headers as Record<string, string>, body: new Uint8Array(body) };
  return Promise.all(Array.from({ length: times }, async () => (await fetch(url, call)).status));
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

export interface Arrived {
  readonly customerId: string;
  readonly item: TimelineItem;
  /** Of the customer, newest first. */
  readonly timeline: readonly TimelineItem[];
}

/** Waits for one of the newest contact events of all customers, on its timeline. */
export async function arrived(
  { agent }: Running,
  is: (event: LiveContact["event"]) => boolean,
): Promise<Arrived> {
  return eventually(async () => {
    const answer = await agent.get("/v1/contact-events?limit=10");
    const { items } = (await answer.json()) as { items: LiveContact[] };
    const contact = items.find(({ event }) => is(event));
    if (contact === undefined) return undefined;
    const timeline: TimelineItem[] = await agent.timeline(contact.customerId);
    const item = timeline.find(({ eventId }) => eventId === contact.event.eventId);
    return item && { customerId: contact.customerId, item, timeline };
  });
}
