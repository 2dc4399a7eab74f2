/**
 * The channels' providers, played by their adapters' own samples: they take what we send as the real ones would,
 * and report what became of it. On the laptop alone, under `/v1/dev/providers/{provider}/`.
 */
import * as z from "zod";
import type { MessageStatus } from "../schemas/contact-event.ts";
import type { HttpResponse } from "./http-api/response.ts";
import { message } from "./http-api/response.ts";
import { describeError, type Log } from "./log.ts";

const prefix = "/v1/dev/providers/";

interface Endpoint {
  readonly provider: string;
  readonly endpointId: string;
  readonly path: string;
  readonly secrets: readonly string[];
  readonly account: Readonly<Record<string, string>>;
}

/** What of a channel's `samples.ts` is used here; `adapters/channels/samples.ts` is the whole of it. */
interface Samples {
  readonly sign: (sample: Sample, secret: string, at: Date, url: string) => Signed;
  readonly status?: (of: {
    readonly providerMessageId: string;
    readonly status: MessageStatus;
    readonly at: Date;
    readonly to: string;
    readonly sendId?: string | undefined;
  }) => Sample | undefined;
  readonly sending?: { readonly fake: (request: Request, endpoint: Endpoint) => Answered };
}

type Sample = object;

interface Signed {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Answered {
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
  };
  readonly took?: Taken;
}

/** A message that a provider took. */
export interface Taken {
  readonly providerMessageId: string;
  readonly to: string;
  readonly text: string;
  readonly sendId?: string | undefined;
  readonly idempotencyKey?: string;
}

export interface ProviderCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Providers {
  /** @returns undefined when the call is to no provider */
  serve(call: ProviderCall): Promise<HttpResponse | undefined>;
  /** A message that was taken elsewhere: by an AWS service, whose calls come by way of the gateway. */
  took(provider: string, taken: Taken): Promise<void>;
  /** What a provider has taken so far, oldest first. */
  taken(provider: string): readonly Taken[];
  close(): void;
}

export interface ProvidersOptions {
  /** The public base URL. */
  readonly url: string;
  readonly endpoints: readonly Endpoint[];
  /** After how many milliseconds a message is sent, delivered and read; none: nothing is reported. */
  readonly reportsAfterMs: readonly number[];
  readonly log: Log;
}

const ladder: readonly MessageStatus[] = ["sent", "delivered", "read"];

/** Where the providers of the endpoints file are: `{providers}` in it stands for this. */
export const providersUrl = (publicUrl: string) => `${publicUrl}${prefix.slice(0, -1)}`;

export const providerEndpointsSchema = z.array(
  z.object({
    provider: z.string(),
    endpointId: z.string(),
    path: z.string(),
    secrets: z.array(z.string()),
    account: z.record(z.string(), z.string()).default({}),
  }),
);

export function openProviders({ url, endpoints, reportsAfterMs, log }: ProvidersOptions): Providers {
  const timers = new Set<NodeJS.Timeout>();
  const messages = new Map<string, Taken[]>();
  const answers = new Map<string, Answered>();

  async function report(endpoint: Endpoint, samples: Samples, taken: Taken, status: MessageStatus) {
    const sample = samples.status?.({ ...taken, status, at: new Date() });
    if (sample === undefined) return;
    const called = `${url}${endpoint.path}`;
    const signed = samples.sign(sample, endpoint.secrets[0] ?? "", new Date(), called);
    const { method, headers, body } = signed;
    const defined = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const answer = await fetch(signed.url, {
      method,
      headers: Object.fromEntries(defined),
      body: new Uint8Array(body),
    });
    if (!answer.ok) log.error(`${endpoint.provider} could not report ${status}: ${answer.status}`);
  }

  function reportLater(endpoint: Endpoint, samples: Samples, taken: Taken) {
    for (const [index, after] of reportsAfterMs.entries()) {
      const status = ladder[index];
      if (status === undefined) continue;
      const timer = setTimeout(() => {
        timers.delete(timer);
        report(endpoint, samples, taken, status).catch((error: unknown) =>
          log.error(`${endpoint.provider} could not report ${status}: ${describeError(error)}`),
        );
      }, after);
      timers.add(timer);
    }
  }

  async function answer(provider: string, request: Request): Promise<Answered> {
    const endpoint = endpoints.find((one) => one.provider === provider);
    const samples = endpoint === undefined ? undefined : await loadSamples(provider);
    if (endpoint === undefined || samples?.sending === undefined) {
      return { answer: { status: 404, headers: {}, body: "" } };
    }
    const answered = samples.sending.fake(request, endpoint);
    const { took } = answered;
    if (took === undefined) return answered;
    const before =
      took.idempotencyKey === undefined ? undefined : answers.get(`${provider} ${took.idempotencyKey}`);
    if (before !== undefined) return before;
    if (took.idempotencyKey !== undefined) answers.set(`${provider} ${took.idempotencyKey}`, answered);
    keep(endpoint, samples, took);
    return answered;
  }

  function keep(endpoint: Endpoint, samples: Samples, taken: Taken) {
    messages.set(endpoint.provider, [...(messages.get(endpoint.provider) ?? []), taken]);
    reportLater(endpoint, samples, taken);
  }

  async function takenElsewhere(provider: string, taken: Taken) {
    const endpoint = endpoints.find((one) => one.provider === provider);
    if (endpoint !== undefined) keep(endpoint, await loadSamples(provider), taken);
  }

  return {
    took: takenElsewhere,
    taken: (provider) => messages.get(provider) ?? [],
    async serve({ method, path, headers, body }) {
      if (!path.startsWith(prefix)) return undefined;
      const [provider = "", ...rest] = path.slice(prefix.length).split("/");
      if (rest.length === 0 && method === "GET") return json(messages.get(provider) ?? []);
      const request = { method, url: `${url}${path}`, headers, body: body.toString("utf8") };
      const { answer: given } = await answer(provider, request);
      if (given.status === 404 && given.body === "") return message(404, "Not Found");
      const defined = Object.entries(given.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      return { status: given.status, headers: Object.fromEntries(defined), cookies: [], body: given.body };
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const json = (items: readonly Taken[]): HttpResponse => ({
  status: 200,
  headers: { "content-type": "application/json" },
  cookies: [],
  body: JSON.stringify({ items }),
});

const loadedSchema = z.object({
  samples: z.custom<Samples>((value) => typeof value === "object" && value !== null && "sign" in value),
});

/** By path, as functions are loaded: only those that are talked to. */
async function loadSamples(provider: string): Promise<Samples> {
  const module: unknown = await import(
    new URL(`../adapters/channels/${provider}/samples.ts`, import.meta.url).href
  );
  return loadedSchema.parse(module).samples;
}
