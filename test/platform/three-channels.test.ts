/** A day of one customer over three providers, read back through the API in event time. */

import { CloudEvent, HTTP } from "cloudevents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveContact, LiveMessage } from "../../schemas/api/shapes.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { metaCall, send, standardCall, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess;
let agent: Staff;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
  agent = await Staff.signIn(platform.url);
});
afterAll(() => platform?.stop());

const phone = "+905551112233";
const seconds = (isoTime: string) => String(Date.parse(isoTime) / 1000);

const visit = {
  id: "visit-1",
  occurredAt: "2026-11-20T10:00:00+03:00",
  channel: "store",
  direction: "inbound",
  kind: "visit.checked-in",
  identifiers: [{ kind: "phone", value: "+90 555 111 22 33", level: "verified" }],
  attributes: { branch: "Kadıköy" },
};

function whatsApp(messages: object[], extra: object = {}) {
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "1", display_phone_number: "1" },
    messages,
    ...extra,
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "waba", changes: [{ field: "messages", value }] }],
  };
}

describe("one customer on three providers", () => {
  it("has one timeline, in event time, whatever came first", async () => {
    const pushed: LiveMessage[] = [];
    const socket = await agent.live((message) => {
      if (message.type === "ContactReceived") pushed.push(message);
    });
    const sms = twilioCall(platform.url, {
      MessageSid: "SM1",
      AccountSid: "AC1",
      From: phone,
      To: "+14155550100",
      Body: "Kartım 4111 1111 1111 1111 çalışmıyor",
      NumMedia: "0",
      SmsStatus: "received",
    });
    const chat = metaCall(
      whatsApp(
        [
          {
            from: phone.slice(1),
            from_user_id: "TR.1502576394655843",
            id: "wamid.1",
            timestamp: seconds("2026-11-21T09:00:00Z"),
            type: "text",
            text: { body: "Merhaba 👋 şğı" },
          },
        ],
        { contacts: [{ profile: { name: "Ayşe" }, wa_id: phone.slice(1), user_id: "TR.1502576394655843" }] },
      ),
    );
    for (const call of [sms, chat, standardCall(visit)]) {
      expect((await send(platform.url, call)).ok).toBe(true);
    }
    const customerId = await eventually(() => agent.resolve(`phone:${phone}`));
    const timeline = await eventually(async () => {
      const events = await agent.timeline(customerId, 1);
      return events.length === 3 ? events : undefined;
    });
    expect(timeline.map(({ channel }) => channel)).toEqual(["sms", "whatsapp", "store"]);
    expect(timeline.map(({ text }) => text)).toEqual([
      "Kartım **** **** **** 1111 çalışmıyor",
      "Merhaba 👋 şğı",
      undefined,
    ]);
    expect(timeline[2]?.occurredAt).toBe("2026-11-20T07:00:00.000Z");
    const survivor = await agent.resolve(`phone:${phone}`);
    expect(await agent.resolve("whatsapp:TR.1502576394655843")).toBe(survivor);
    await eventually(() => (pushed.length === 3 ? true : undefined));
    // Two who were found to be one keep the older id: what was said of the other one leads there.
    const found = pushed.map(async (message) => {
      const answer = await agent.get(`/v1/customers/${message.customerId}`);
      return ((await answer.json()) as { customerId: string }).customerId;
    });
    expect(new Set(await Promise.all(found))).toEqual(new Set([survivor]));
    socket.close();
  });

  it("knows a person by a business-scoped user id who hides the number", async () => {
    const message = {
      from_user_id: "TR.77",
      id: "wamid.77",
      timestamp: seconds("2026-11-21T09:00:00Z"),
      type: "text",
      text: { body: "Numara yok" },
    };
    const contacts = [{ profile: { name: "Deniz", username: "deniz" }, user_id: "TR.77" }];
    expect((await send(platform.url, metaCall(whatsApp([message], { contacts })))).ok).toBe(true);
    const customerId = await eventually(() => agent.resolve("whatsapp:TR.77"));
    const customer = await (await agent.get(`/v1/customers/${customerId}`)).json();
    expect(customer).toMatchObject({ customerId, name: "Deniz" });
  });

  it("takes CloudEvents made by their own SDK, structured and as a batch", async () => {
    const identifiers = [{ kind: "crm", value: "77", level: "verified" }];
    const event = (id: string) =>
      new CloudEvent({
        id,
        source: "/atm/34",
        type: "cash.withdrawn",
        time: "2026-11-20T08:00:00.000Z",
        data: { channel: "store", direction: "inbound", identifiers },
      });
    const structured = HTTP.structured(event("ce-1"));
    const call = standardCall(String(structured.body), "application/cloudevents+json");
    expect((await send(platform.url, call)).ok).toBe(true);
    const batch = [event("ce-1"), event("ce-2")].map((one) => one.toJSON());
    expect((await send(platform.url, standardCall(batch, "application/cloudevents-batch+json"))).ok).toBe(
      true,
    );
    const customerId = await eventually(() => agent.resolve("crm:77"));
    const timeline = await eventually(async () => {
      const events = await agent.timeline(customerId);
      return events.length === 2 ? events : undefined;
    });
    expect(timeline.map(({ kind }) => kind)).toEqual(["cash.withdrawn", "cash.withdrawn"]);
  });

  it("shows the newest contacts of everybody, also after a reload", async () => {
    const { items } = (await (await agent.get("/v1/contact-events?limit=3")).json()) as {
      items: LiveContact[];
    };
    expect(items).toHaveLength(3);
    const received = items.map(({ event }) => event.receivedAt);
    expect(received).toEqual([...received].sort().reverse());
  });

  it("keeps what it holds from those who may not see it", async () => {
    const customerId = await eventually(() => agent.resolve(`phone:${phone}`));
    const analyst = await Staff.signIn(platform.url, "analyst");
    expect((await analyst.get(`/v1/customers/${customerId}/timeline`)).status).toBe(403);
    expect((await new Staff(platform.url, "no-token").get(`/v1/customers/${customerId}`)).status).toBe(401);
  });

  it("answers Meta's handshake", async () => {
    const query = (token: string) => `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`;
    const right = await fetch(`${platform.url}/v1/ingest/meta/demo?${query("local-demo-meta-verify-token")}`);
    expect([right.status, await right.text()]).toEqual([200, "1158201444"]);
    expect((await fetch(`${platform.url}/v1/ingest/meta/demo?${query("wrong")}`)).status).toBe(403);
  });
});
