/** Providers send what they are not sure of again, also at the same moment: it is on the timeline once. */
import { describe, expect, it } from "vitest";
import type { Sample } from "../../../adapters/channels/samples.ts";
import { allSamples, arrived, deliver, isTaken, type Proof, samplesOf } from "./running.ts";
import { allAreRead } from "./unread.ts";

const calling = allSamples.map((samples) => [samples.provider, samples] as const);
const talking = allSamples.flatMap(({ message, ...samples }) =>
  message === undefined ? [] : ([[samples.provider, { ...samples, message }]] as const),
);

export const doubles: Proof = (running) =>
  describe("a delivery that comes twice at once", () => {
    /** @returns how many items the timeline has of it, and of the one that came after it */
    async function onceAndAnother(provider: string, first: Sample, second: Sample) {
      const samples = samplesOf(provider);
      const begun = new Date().toISOString();
      expect((await deliver(running(), samples, first, 2)).every(isTaken)).toBe(true);
      await allAreRead(running());
      const between = new Date().toISOString();
      expect((await deliver(running(), samples, second)).every(isTaken)).toBe(true);
      const { timeline } = await arrived(
        running(),
        (event) => event.provider === provider && event.receivedAt >= between,
      );
      return timeline.filter((item) => item.provider === provider && item.receivedAt >= begun).length;
    }

    it.each(calling)("by %s is one event", async (provider, { event }) => {
      const at = new Date(Date.now() - 1000);
      const [first, second] = ["twice", "after"].map((id) => event({ id: `${id}-${provider}`, at }));
      expect(await onceAndAnother(provider, first as Sample, second as Sample)).toBe(2);
    });

    it.each(talking)("by %s is one message", async (provider, { message }) => {
      const at = new Date(Date.now() - 1000);
      const [first, second] = ["twice", "after"].map((id) =>
        message({ id: `message-${id}-${provider}`, text: `Bu mesaj: ${id}`, at }),
      );
      expect(await onceAndAnother(provider, first as Sample, second as Sample)).toBe(2);
    });
  });
