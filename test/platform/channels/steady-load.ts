/** Messages of many customers by several providers, at a steady rate, and what became of each. */
import { setInterval } from "node:timers/promises";
import type { ChannelSamples, Sample } from "../../../adapters/channels/samples.ts";
import { deliver, type Running, samplesOf } from "./running.ts";

/** Each client of the load waits so long between its calls: the rate of all is one per provider in this time. */
const everyMs = 75;
const customersOfEach = 4;
/** Calls of a client: a machine that is too slow for the rate gets less. */
const mostUnderWay = 10;
const providers = ["twilio", "meta", "standard"] as const;

export interface Said {
  /** 0: no answer. */
  readonly status: number;
  /** Whom the sample's person became. */
  readonly identifier: string;
  readonly text: string;
}

/** @returns what ends it, and gives all that was said */
export function steadyLoad(running: Running): () => Promise<readonly Said[]> {
  const over = new AbortController();
  const clients = providers.map((provider, index) => client(running, provider, index, over.signal));
  return async () => {
    over.abort();
    return (await Promise.all(clients)).flat();
  };
}

async function client(running: Running, provider: string, index: number, over: AbortSignal): Promise<Said[]> {
  const samples = samplesOf(provider);
  const said: Promise<Said>[] = [];
  for await (const _ of setInterval(everyMs)) {
    if (over.aborted) break;
    const text = `Yük ${provider} ${said.length}`;
    const sample = samples.message?.({ id: `load-${said.length}`, text, at: new Date() });
    if (sample === undefined) throw new Error(`${provider} brings no messages`);
    const person = 1000 * (index + 1) + (said.length % customersOfEach);
    said.push(say(running, samples, sample, person, text));
    await said.at(-mostUnderWay);
  }
  return Promise.all(said);
}

async function say(running: Running, samples: ChannelSamples, sample: Sample, person: number, text: string) {
  const { identifiers = [] } = samples.sending ?? {};
  const renamed = (value: string) => `${value.slice(0, -4)}${person}`;
  // Providers write numbers with and without their plus.
  const values = identifiers.map(({ value }) => value.replace("+", ""));
  const body = values.reduce((all, value) => all.replaceAll(value, renamed(value)), sample.body);
  const { kind, value = "" } = identifiers.find((one) => one.kind === "phone") ?? identifiers[0] ?? {};
  const [status = 0] = await deliver(running, samples, { ...sample, body }).catch(() => []);
  return { status, identifier: `${kind}:${renamed(value)}`, text };
}
