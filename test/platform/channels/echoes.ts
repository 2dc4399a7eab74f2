/** Providers tell of what we wrote as of what others wrote in their inbox: ours is on the timeline already. */
import { describe, expect, it } from "vitest";
import { eventually } from "../../support/staff.ts";
import { arrived, deliver, isTaken, type Proof, samplesOf } from "./running.ts";

const meta = samplesOf("meta");
const account = meta.endpoint.account.igId ?? "";
const person = "1784900000098765";

/** What one side of the conversation said: the customer, where nothing else is given. */
function piece(message: object, from = person, to = account) {
  const messaging = [{ sender: { id: from }, recipient: { id: to }, timestamp: Date.now(), message }];
  const body = { object: "instagram", entry: [{ id: account, time: Date.now(), messaging }] };
  return { body: JSON.stringify(body), contentType: "application/json" };
}

const echo = (mid: string, text: string) => piece({ mid, text, is_echo: true }, account, person);

export const echoes: Proof = (running) =>
  describe("what left by Instagram", () => {
    it("is on the timeline once when we wrote it, and when somebody wrote it there", async () => {
      const { agent } = running();
      const say = async (sample: ReturnType<typeof piece>) =>
        expect((await deliver(running(), meta, sample)).every(isTaken)).toBe(true);
      await say(piece({ mid: "aWdf_asked", text: "Yankı var mı?" }));
      const { item, customerId } = await arrived(running(), ({ text }) => text === "Yankı var mı?");
      const reply = await agent.send("POST", `/v1/cases/${item.caseId}/replies`, { text: "Yok" });
      const { sendId } = (await reply.json()) as { sendId: string };
      const ours = await eventually(async () => {
        const items = await agent.timeline(customerId);
        return items.find(({ eventId, providerMessageId }) => eventId === sendId && providerMessageId);
      });
      await say(echo(ours.providerMessageId ?? "", "Yok"));
      await say(echo("aWdf_inbox", "Kutudan yazıldı"));
      await arrived(running(), ({ text }) => text === "Kutudan yazıldı");
      const sent = (await agent.timeline(customerId)).filter(({ kind }) => kind === "message.sent");
      expect(sent.map(({ text }) => text).sort()).toEqual(["Kutudan yazıldı", "Yok"]);
    });
  });
