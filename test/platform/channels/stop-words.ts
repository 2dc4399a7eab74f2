/** Whoever writes STOP, on whatever channel, is written to no more until they write again. */
import { describe, expect, it } from "vitest";
import type { ChannelSamples, Sample } from "../../../adapters/channels/samples.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { eventually } from "../../support/staff.ts";
import { allSamples, arrived, deliver, isTaken, type Proof } from "./running.ts";

const talking = allSamples.flatMap(({ message, ...samples }) =>
  message === undefined ? [] : [{ ...samples, message }],
);
/** Each channel hears both. */
const asked = ["STOP", "İPTAL"].flatMap((word) =>
  talking.map((samples) => [samples.provider, word, samples] as const),
);

interface Consents {
  readonly items: readonly { channel: string; purpose: string; state: string }[];
  readonly history: readonly ConsentEntry[];
}

export const stopWords: Proof = (running) =>
  describe("a customer who opts out", () => {
    const say = async (samples: ChannelSamples, sample: Sample) => {
      expect((await deliver(running(), samples, sample)).every(isTaken)).toBe(true);
    };

    it.each(asked)("by %s with %s is in the ledger, and is not answered", async (provider, word, samples) => {
      const { agent } = running();
      const since = new Date(Date.now() - 60_000);
      const question = `Soru ${provider} ${word}`;
      await say(samples, samples.message({ id: `ask-${provider}-${word}`, text: question, at: since }));
      const before = await arrived(running(), (event) => event.text === question);
      const started = new Date().toISOString();
      await say(samples, samples.message({ id: `stop-${provider}-${word}`, text: word, at: new Date() }));
      const { item, customerId } = await arrived(
        running(),
        (event) => event.text === word && event.provider === provider && event.receivedAt >= started,
      );
      const { items, history } = await eventually(async () => {
        const consents = (await (await agent.get(`/v1/customers/${customerId}/consents`)).json()) as Consents;
        return consents.history.some(({ eventId }) => eventId === item.eventId) ? consents : undefined;
      });
      const { channel } = item;
      const denied = { channel, purpose: "*", state: "denied" };
      expect(items).toContainEqual(expect.objectContaining(denied));
      expect(history).toContainEqual(expect.objectContaining({ ...denied, eventId: item.eventId }));
      const path = `/v1/cases/${before.item.caseId}/replies`;
      const refused = await agent.send("POST", path, { text: "Yine de yazıyoruz", channel });
      expect(await refused.json()).toMatchObject({
        status: 409,
        detail: expect.stringContaining("not sent: opted-out"),
      });
    });
  });
