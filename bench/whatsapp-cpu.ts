/** What reading a WhatsApp delivery costs by itself: its signature, its events, their redaction. */
import { createHmac } from "node:crypto";
import { adapter as meta } from "../adapters/channels/meta/index.ts";
import type { Endpoint, WebhookRequest } from "../domain/ingest/channel-adapter.ts";
import { redactEvent } from "../domain/redaction/redact-event.ts";
import { endpointOf } from "../test/support/senders.ts";
import { whatsAppDelivery } from "./deliveries.ts";
import { publicBaseUrl } from "./function-environment.ts";
import type { Benchmark, Mode } from "./measurement.ts";
import { median, medianRatio } from "./statistics.ts";

const budget = { kind: "atMost", value: 60 } as const;
const distinctDeliveries = 100;
const sizes: Readonly<Record<Mode, { warmUp: number; rounds: number; calls: number }>> = {
  full: { warmUp: 20_000, rounds: 50, calls: 2000 },
  smoke: { warmUp: 2000, rounds: 10, calls: 500 },
};

export const whatsAppCpu: Benchmark = {
  name: "whatsapp-cpu",
  about:
    "CPU of verifying, reading and redacting a WhatsApp text message of 2 KB; floor: an HMAC and JSON.parse of the same bytes; ratio: median of rounds in turns",
  async run(mode) {
    const { path, secret } = endpointOf("meta");
    const endpoint: Endpoint = {
      provider: "meta",
      endpointId: "demo",
      secrets: [secret],
      account: {},
      brand: "default",
    };
    const requests = Array.from({ length: distinctDeliveries }, (_, index): WebhookRequest => {
      const { headers, body } = whatsAppDelivery(index);
      return { method: "POST", url: publicBaseUrl + path, rawQuery: "", headers, body: Buffer.from(body) };
    });
    const read = (request: WebhookRequest) => {
      const verification = meta.verify(request, endpoint);
      const parsed = meta.parse(request);
      if (verification.kind !== "verified" || parsed.kind !== "events") throw new Error("not a delivery");
      return parsed.events.map(redactEvent);
    };
    const least = ({ body }: WebhookRequest): unknown[] => [
      createHmac("sha256", secret).update(body).digest("hex"),
      JSON.parse(body.toString()),
    ];
    const { warmUp, rounds, calls } = sizes[mode];
    const ours: number[] = [];
    const floors: number[] = [];
    for (const play of [read, least]) microsecondsPerCall(play, requests, warmUp);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(microsecondsPerCall(read, requests, calls));
      floors.push(microsecondsPerCall(least, requests, calls));
    }
    return [
      {
        name: "whatsapp-cpu: verify, read and redact 2 KB",
        unit: "us",
        measured: median(ours),
        floor: median(floors),
        ratio: medianRatio(ours, floors),
        budget,
      },
    ];
  },
};

/** @throws Error when a call made nothing: what is not used might not be done */
function microsecondsPerCall(
  play: (request: WebhookRequest) => readonly unknown[],
  requests: readonly WebhookRequest[],
  calls: number,
): number {
  let made = 0;
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    const request = requests[call % requests.length];
    if (request !== undefined) made += play(request).length;
  }
  const { user, system } = process.cpuUsage(before);
  if (made < calls) throw new Error(`${made} of ${calls} calls made something`);
  return (user + system) / calls;
}
