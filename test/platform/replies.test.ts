/** Replies on every channel: through the staff API, to the provider, and up the ladder whatever order reports come in. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelSamples, Sample } from "../../adapters/channels/samples.ts";
import localEndpoints from "../../local/endpoints.json" with { type: "json" };
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import type { SendView } from "../../schemas/api/outbox-shapes.ts";
import type { LiveContact, TimelineItem } from "../../schemas/api/shapes.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import { memoryLog, temporaryDirectory } from "../local/support/platform.ts";
import { eventually, Staff } from "../support/staff.ts";

const channels = new URL("../../adapters/channels/", import.meta.url);
const found: ChannelSamples[] = [];
for (const { name } of readdirSync(channels, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)) {
  const file = readdirSync(new URL(`${name}/`, channels)).find((one) => one === "samples.ts");
  if (file !== undefined) found.push((await import(new URL(`${name}/${file}`, channels).href)).samples);
}
const talking = found.filter(({ sending, message }) => sending !== undefined && message !== undefined);

const directory = temporaryDirectory();
const log = memoryLog();
let platform: Platform;
let agent: Staff;

beforeAll(async () => {
  platform = await startPlatform({
    templates: synthesiseOmniline,
    dataDir: directory.path,
    port: 0,
    log,
    providerReportsAfterMs: [],
  });
  agent = await Staff.signIn(platform.url);
});
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

async function deliver({ provider, sign }: ChannelSamples, sample: Sample) {
  const endpoint = localEndpoints.find((one) => one.provider === provider);
  if (endpoint === undefined) throw new Error(`local/endpoints.json has no ${provider}`);
  const called = `${platform.url}${endpoint.path}`;
  const { method, url, headers, body } = sign(sample, endpoint.secrets[0] ?? "", new Date(), called);
  const answer = await fetch(url, {
    method,
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  });
  expect(`${provider}: ${answer.status} ${await answer.clone().text()}`).toMatch(/: 2\d\d/);
}

async function get<Body>(path: string): Promise<Body> {
  return (await (await agent.get(path)).json()) as Body;
}

/** The case that a message belongs to, and the channel it came by. */
async function caseOf(text: string): Promise<{ caseId: string; channel: Channel }> {
  return eventually(async () => {
    const { items } = await get<{ items: LiveContact[] }>("/v1/contact-events?limit=200");
    const contact = items.find((one) => one.event.text === text);
    if (contact === undefined) return undefined;
    const cases = await get<{ items: { caseId: string }[] }>(`/v1/customers/${contact.customerId}/cases`);
    const [found] = cases.items;
    return found && { caseId: found.caseId, channel: contact.event.channel };
  });
}

async function reply(caseId: string, body: object): Promise<SendView> {
  const answer = await agent.send("POST", `/v1/cases/${caseId}/replies`, body);
  expect(`${answer.status} ${await answer.clone().text()}`).toMatch(/^201/);
  return (await answer.json()) as SendView;
}

const sendOf = (sendId: string) => get<SendView>(`/v1/sends/${sendId}`);

describe.each(talking.map((samples, index) => [samples.provider, samples, index] as const))(
  "a reply by %s",
  (provider, samples, index) => {
    const { message, status } = samples;

    it("reaches the provider once, and climbs to read whatever order its reports come in", async () => {
      const asked = `Soru ${provider} ığüşöç`;
      const answered = `Yanıt ${provider} ığüşöç 👋`;
      // Two providers may bring the same person by one channel, and know the time to the second.
      const at = new Date(Date.now() + index * 2000);
      await deliver(samples, message?.({ id: `ask-${provider}`, text: asked, at }) as Sample);
      const { caseId, channel } = await caseOf(asked);
      const accepted = await reply(caseId, { text: answered, channel });
      expect(accepted).toMatchObject({ caseId, channel, provider, purpose: "service" });
      const sent = await eventually(async () => {
        const send = await sendOf(accepted.sendId);
        return send.state === "accepted" ? send : undefined;
      });
      expect(sent.receipt).toMatchObject({ legalBasis: "request", channel: accepted.channel });
      const taken = platform.providers.taken(provider).filter((one) => one.text === answered);
      expect(taken).toHaveLength(1);
      const { providerMessageId = "" } = sent;
      for (const reported of ["read", "sent", "delivered"] as const) {
        const to = taken[0]?.to ?? "";
        const sample = status?.({
          providerMessageId,
          status: reported,
          at: new Date(),
          to,
          sendId: sent.sendId,
        });
        if (sample !== undefined) await deliver(samples, sample);
      }
      const highest = (["read", "delivered", "sent"] as const).find(
        (one) => status?.({ providerMessageId, status: one, at: new Date(), to: "x" }) !== undefined,
      );
      const reached = await eventually(async () => {
        const send = await sendOf(accepted.sendId);
        return send.status === (highest ?? "sent") ? send : undefined;
      });
      expect(reached.status).toBe(highest ?? "sent");
      const shown = await eventually(async () => {
        const timeline: TimelineItem[] = await agent.timeline(reached.customerId);
        const item = timeline.find(({ eventId }) => eventId === reached.sendId);
        return item?.status === reached.status ? item : undefined;
      });
      expect(shown).toMatchObject({ providerMessageId, sending: { state: "accepted" } });
    });
  },
);

describe("a reply by mail", () => {
  const samples = found.find(({ provider }) => provider === "sendgrid") as ChannelSamples;

  it("does not go out without a file that we may not fetch", async () => {
    const asked = "Sözleşmemi gönderir misiniz?";
    await deliver(samples, samples.message?.({ id: "file", text: asked, at: new Date() }) as Sample);
    const { caseId, channel } = await caseOf(asked);
    const text = "Sözleşmeniz ektedir.";
    // No port but the usual one: refused before anybody is asked where the host is.
    const mediaUrls = ["https://dosya.acme.example:8443/s%C3%B6zle%C5%9Fme.pdf"];
    const { sendId } = await reply(caseId, { text, channel, mediaUrls });
    const refused = await eventually(async () => {
      const send = await sendOf(sendId);
      return send.state === "refused" ? send : undefined;
    });
    expect(refused).toMatchObject({ reason: "bad-media", code: "port", attempts: 0, status: "failed" });
    expect(platform.providers.taken("sendgrid").map((taken) => taken.text)).not.toContain(text);
  });
});

describe("a customer who writes STOP", () => {
  const samples = found.find(({ provider }) => provider === "telegram") as ChannelSamples;
  const say = (id: string, text: string, at = new Date()) =>
    deliver(samples, samples.message?.({ id, text, at }) as Sample);

  it("is not answered until they write again", async () => {
    const asked = "Beni bir daha aramayın demiştim";
    await say("stop-1", asked);
    const { caseId } = await caseOf(asked);
    await say("stop-2", "İPTAL", new Date(Date.now() + 1000));
    const refused = await agent.send("POST", `/v1/cases/${caseId}/replies`, { text: "Peki" });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining("not sent: opted-out") });
    await say("stop-3", "Durum nedir?", new Date(Date.now() + 2000));
    const accepted = await reply(caseId, { text: "Yanıtlıyoruz", channel: "telegram" });
    const sent = await eventually(async () => {
      const send = await sendOf(accepted.sendId);
      return send.state === "accepted" ? send : undefined;
    });
    expect(sent.receipt).toMatchObject({ legalBasis: "request" });
    const [, customerId] = /^([^-]+)-/.exec(caseId) ?? [];
    const consents = await get<{ items: object[]; history: object[] }>(
      `/v1/customers/${customerId}/consents`,
    );
    expect(consents.items).toEqual([
      expect.objectContaining({ brand: "default", channel: "telegram", purpose: "*", state: "denied" }),
    ]);
    expect(consents.history).toEqual([expect.objectContaining({ source: "keyword", state: "denied" })]);
  });
});
