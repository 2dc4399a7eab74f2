/** R16-R20: the stories that Omniline exists for, from the provider's event to the brief. */
import { describe, expect, it } from "vitest";
import { buildContactEvent } from "../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { CaseView, TimelineItem } from "../../schemas/api/shapes.ts";
import type { Brief, BriefLanguage } from "../../schemas/brief.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { pepper } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld } from "../support/world.ts";

const phone: Identifier = { kind: "phone", value: "0532 111 22 33", level: "verified" };
const visitor: Identifier = { kind: "visitor", value: "v-1", level: "verified" };
const crm: Identifier = { kind: "crm", value: "C-1", level: "verified" };

/** A world whose clock stands where the last event left it. */
function story() {
  let now = new Date();
  let told = 0;
  const table = new MemoryTable();
  const world = createWorld({ table: table.table, now: () => now });
  const happens = async (occurredAt: string, what: Partial<ParsedEvent>) => {
    now = new Date(occurredAt);
    told += 1;
    const usual = { direction: "inbound", channel: "sms", kind: "message.received" } as const;
    const { identifiers = [phone] } = what;
    const event = buildContactEvent(
      { pepper, defaultCountry: "TR" },
      { ...usual, ...what, identifiers, idempotencyKey: `${told}`, occurredAt },
      { provider: "standard", endpointId: "demo", receivedAt: occurredAt },
    );
    await world.receive(event);
    return event.event.eventId;
  };
  const customer = async () => {
    const query = { identifier: "phone:+905321112233" };
    const { body }: { body: { customerId: string } } = await world.call(
      staffRoutes.resolveCustomer,
      {},
      { query },
    );
    return body.customerId;
  };
  const cases = async () => {
    const path = { customerId: await customer() };
    const { body }: { body: { items: CaseView[] } } = await world.call(staffRoutes.listCases, path);
    return body.items;
  };
  const timeline = async () => {
    const path = { customerId: await customer() };
    const { body }: { body: { items: TimelineItem[] } } = await world.call(staffRoutes.readTimeline, path);
    return body.items;
  };
  const brief = async (language: BriefLanguage): Promise<Brief> => {
    const path = { caseId: (await cases())[0]?.caseId ?? "" };
    return (await world.call(staffRoutes.readCaseBrief, path, { query: { language } })).body;
  };
  return { table, world, happens, customer, cases, timeline, brief };
}

const textOf = ({ lines }: Brief) => lines.map(({ text }) => text).join("\n");
const linesOn = ({ lines }: Brief, topic: string) => lines.filter((line) => line.topic === topic);

describe("Charlie: a message today, a call tomorrow, a branch visit on the third day", () => {
  it("is one request, and at each step the brief names the person and the topic", async () => {
    const { happens, brief, cases } = story();
    const steps = [
      () =>
        happens("2026-11-16T09:00:00.000Z", {
          channel: "whatsapp",
          text: "Merhaba, kredi kartı başvurusu yapmak istiyorum",
          attributes: { profileName: "Charlie Yılmaz" },
        }),
      () => happens("2026-11-17T10:00:00.000Z", { channel: "voice", kind: "call.started" }),
      () =>
        happens("2026-11-18T11:00:00.000Z", {
          channel: "store",
          kind: "visit.checked-in",
          attributes: { branch: "Kadıköy" },
        }),
    ];
    const caseIds = new Set<string | undefined>();
    for (const step of steps) {
      await step();
      const [turkish, english] = [await brief("tr"), await brief("en")];
      expect(linesOn(turkish, "who")[0]?.text).toContain("Charlie Yılmaz");
      expect(linesOn(english, "who")[0]?.text).toContain("Charlie Yılmaz");
      expect(linesOn(turkish, "why")[0]?.text).toContain("kart başvurusu");
      expect(linesOn(english, "why")[0]?.text).toContain("card application");
      caseIds.add((await cases())[0]?.caseId);
      expect(await cases()).toHaveLength(1);
    }
    expect(caseIds.size).toBe(1);
  });
});

describe("a help article, then a web chat, then a call", () => {
  it("gives the call's brief the history, the chat and the articles, and asks nothing twice", async () => {
    const { happens, brief, cases } = story();
    const person = [visitor, phone];
    const article = await happens("2026-11-16T08:50:00.000Z", {
      identifiers: person,
      channel: "web",
      kind: "article.read",
      attributes: { articleId: "a1", title: "Kargom nerede?" },
    });
    const asked = await happens("2026-11-16T09:00:00.000Z", {
      identifiers: [visitor],
      channel: "chat",
      text: "Siparişim nerede, hâlâ gelmedi",
      attributes: { slots: { "order-number": "TR-1001" } },
    });
    const answered = await happens("2026-11-16T09:02:00.000Z", {
      identifiers: [visitor],
      channel: "chat",
      direction: "outbound",
      kind: "message.sent",
      text: "Bakıyorum, kargoya verilmiş görünüyor",
    });
    await happens("2026-11-16T09:30:00.000Z", { channel: "voice", kind: "call.started" });
    const turkish = await brief("tr");
    const cited = turkish.lines.flatMap(({ cites }) => cites.map(({ eventId }) => eventId));
    expect(cited).toEqual(expect.arrayContaining([article, asked, answered]));
    expect(
      linesOn(turkish, "read")
        .map(({ text }) => text)
        .join(),
    ).toContain("Kargom nerede?");
    expect(
      linesOn(turkish, "said")
        .map(({ text }) => text)
        .join(),
    ).toContain("Siparişim nerede");
    expect(textOf(turkish)).toContain("TR-1001");
    const [found] = await cases();
    expect(found?.channels).toEqual(["chat", "voice"]);
    expect(found?.slots["order-number"]?.value).toBe("TR-1001");
    expect(found?.toAsk).not.toContain("order-number");
  });
});

describe("six channels", () => {
  it("share one request (R21)", async () => {
    const { happens, cases } = story();
    const channels = ["chat", "voice", "email", "whatsapp", "sms", "bot"] as const;
    for (const [index, channel] of channels.entries()) {
      await happens(`2026-11-16T0${index}:00:00.000Z`, {
        channel,
        kind: channel === "voice" ? "call.started" : "message.received",
        text: index === 0 ? "Faturam yanlış, itiraz ediyorum" : "aynı konu",
      });
    }
    const found = await cases();
    expect(found.map((one) => one.channels)).toEqual([[...channels]]);
  });
});

describe("staff and a case", () => {
  const agentCase = async () => {
    const told = story();
    await told.happens("2026-11-16T09:00:00.000Z", { text: "Siparişim nerede?", identifiers: [phone, crm] });
    const [found] = await told.cases();
    return { ...told, caseId: found?.caseId ?? "" };
  };

  it("carry everything over to the next agent, and keep the id when the customer comes back", async () => {
    const { world, happens, caseId, cases } = await agentCase();
    const path = { caseId };
    await world.call(staffRoutes.fillSlots, path, { body: { slots: { "order-number": "77" } } });
    const moved = await world.call(staffRoutes.transferCase, path, {
      body: { agentId: "agent-9", note: "kart 4111 1111 1111 1111" },
    });
    expect(moved.body).toMatchObject({
      owner: { agentId: "agent-9" },
      slots: { "order-number": { value: "77" } },
    });
    await world.call(staffRoutes.wrapUpCase, path, { body: { outcome: "resolved" } });
    expect((await cases())[0]).toMatchObject({ status: "resolved", outcome: "resolved", toAsk: [] });
    await happens("2026-11-18T09:00:00.000Z", { text: "hâlâ gelmedi" });
    expect(await cases()).toMatchObject([{ caseId, status: "open", owner: { agentId: "agent-9" } }]);
  });

  it("leave a trace on the timeline, with card numbers masked", async () => {
    const { world, customer, caseId } = await agentCase();
    const body = { status: "waiting", note: "kart 4111 1111 1111 1111" };
    expect((await world.call(staffRoutes.setCaseStatus, { caseId }, { body })).status).toBe(200);
    const customerId = await customer();
    const { body: page }: { body: { items: { kind: string; caseId?: string; text?: string }[] } } =
      await world.call(staffRoutes.readTimeline, { customerId });
    expect(page.items[0]).toMatchObject({ kind: "case.status-changed", caseId, channel: "note" });
    expect(page.items[0]?.text).toBe("kart **** **** **** 1111");
  });

  it("open a new case after the reopening window, and cannot bring a closed one back", async () => {
    const { world, happens, caseId, cases } = await agentCase();
    await world.call(staffRoutes.setCaseStatus, { caseId }, { body: { status: "resolved" } });
    await happens("2026-11-26T09:00:00.000Z", { text: "Siparişim nerede?" });
    const found = await cases();
    expect(found.map(({ status }) => status)).toEqual(["open", "closed"]);
    expect((await world.call(staffRoutes.getCase, { caseId })).body).toMatchObject({
      caseId,
      status: "closed",
    });
    const again = await world.call(staffRoutes.setCaseStatus, { caseId }, { body: { status: "open" } });
    expect([404, 409]).toContain(again.status);
  });

  it("say on the bus what became of it, once", async () => {
    const { table, world, happens, caseId } = await agentCase();
    await world.call(staffRoutes.wrapUpCase, { caseId }, { body: { outcome: "sold" } });
    await happens("2026-11-17T09:00:00.000Z", { text: "hâlâ gelmedi" });
    const announced = [...table.items.values()]
      .filter(({ type }) => type?.S === "case")
      .map(({ announce }) => announce?.S);
    expect(announced).toEqual(["CaseReopened"]);
  });
});

describe("a name that the channel knows", () => {
  it("names the person, though other events came first, until a better source does", async () => {
    const { world, happens, customer } = story();
    await happens("2026-11-16T09:00:00.000Z", {
      channel: "web",
      kind: "article.read",
      attributes: { title: "x" },
    });
    await happens("2026-11-16T09:01:00.000Z", {
      channel: "whatsapp",
      attributes: { profileName: "Ayşe 🌸" },
    });
    const named = async () => {
      const { body }: { body: { name?: string } } = await world.call(staffRoutes.getCustomer, {
        customerId: await customer(),
      });
      return body.name;
    };
    expect(await named()).toBe("Ayşe 🌸");
    const profile = { name: "Ayşe Yılmaz" };
    await happens("2026-11-01T09:00:00.000Z", {
      channel: "crm",
      kind: "profile.updated",
      attributes: { profile },
    });
    expect(await named()).toBe("Ayşe Yılmaz");
  });
});

describe("a burst", () => {
  it("of a hundred requests of one customer, each about an order of its own, is saved whole", async () => {
    const table = new MemoryTable();
    const world = createWorld({ table: table.table });
    const at = (index: number) =>
      new Date(Date.parse("2026-11-16T09:00:00.000Z") + index * 1000).toISOString();
    const burst = (run: string, day: number) =>
      Array.from({ length: 100 }, (_, index) =>
        buildContactEvent(
          { pepper, defaultCountry: "TR" },
          {
            channel: "chat",
            direction: "inbound",
            kind: "message.received",
            identifiers: [phone],
            idempotencyKey: `${run}-${index}`,
            occurredAt: at(day * 86_400 + index),
            attributes: { orderId: `${run}-${index}`, intent: "order-status" },
          },
          { provider: "standard", endpointId: "demo", receivedAt: at(day * 86_400 + index) },
        ),
      );
    await world.receive(...burst("first", 0));
    const cases = () => [...table.items.values()].filter(({ type }) => type?.S?.endsWith("case"));
    expect(cases()).toHaveLength(100);
    const wrapUp = { outcome: "resolved" };
    for (const { SK } of cases()) {
      const caseId = SK?.S?.slice(2) ?? "";
      expect((await world.call(staffRoutes.wrapUpCase, { caseId }, { body: wrapUp })).status).toBe(200);
    }
    await world.receive(...burst("second", 40));
    expect(cases()).toHaveLength(200);
    expect(cases().filter(({ type }) => type?.S === "archived-case").length).toBeGreaterThan(0);
  });
});

describe("a bot's conversation in one call", () => {
  it("is one case with all its turns, in whatever order the stream brings them", async () => {
    const turns = [
      { kind: "message.received", direction: "inbound", attributes: { slots: { amount: 1 } } },
      { kind: "message.sent", direction: "outbound", attributes: {} },
      { kind: "handover.requested", direction: "internal", attributes: { slots: { term: 36 } } },
    ] as const;
    const events = turns.map((turn, index) =>
      buildContactEvent(
        { pepper, defaultCountry: "TR" },
        {
          ...{ ...turn, channel: "bot", identifiers: [visitor], thread: "bot-1" },
          ...{ idempotencyKey: `${index}`, occurredAt: `2026-11-16T09:00:0${index}.000Z` },
        },
        { provider: "standard", endpointId: "demo", receivedAt: "2026-11-16T09:00:09.000Z" },
      ),
    );
    const [asked, answered, handedOver] = events;
    if (!asked || !answered || !handedOver) throw new Error("three turns");
    for (const order of [
      [asked, answered, handedOver],
      [answered, handedOver, asked],
      [handedOver, answered, asked],
    ]) {
      const table = new MemoryTable();
      await createWorld({ table: table.table }).receive(...order);
      const items = [...table.items.values()];
      const cases = new Set(items.filter(({ type }) => type?.S === "event").map(({ caseId }) => caseId?.S));
      expect([...cases]).toEqual([expect.any(String)]);
      expect(items.filter(({ type }) => type?.S === "case")).toHaveLength(1);
    }
  });
});

describe("a closed case", () => {
  it("is found by its id, however many there are", async () => {
    const { table, world, happens, cases } = story();
    await happens("2026-11-16T09:00:00.000Z", { text: "Siparişim nerede?" });
    const [found] = await cases();
    const customerId = found?.customerId ?? "";
    const living = [...table.items.values()].find(({ type }) => type?.S === "case") ?? {};
    for (let index = 0; index < 250; index += 1) {
      const caseId = `${customerId}-old${String(index).padStart(3, "0")}`;
      const body = JSON.stringify({ ...JSON.parse(living.body?.S ?? ""), caseId, status: "closed" });
      const key = { PK: living.PK ?? { S: "" }, SK: { S: `Z#${caseId}` } };
      const Item = { ...key, type: { S: "archived-case" }, body: { S: body } };
      await table.table.call("PutItem", { TableName: "table", Item });
    }
    const caseId = `${customerId}-old249`;
    expect(await world.call(staffRoutes.getCase, { caseId })).toMatchObject({
      status: 200,
      body: { caseId },
    });
    expect((await world.call(staffRoutes.readCaseBrief, { caseId })).status).toBe(200);
    expect((await world.call(staffRoutes.getCase, { caseId: `${customerId}-none` })).status).toBe(404);
  });

  it("can be worked on while a part of it is open", async () => {
    const { world, happens, customer, cases } = story();
    await happens("2026-11-16T09:00:00.000Z", { text: "Siparişim nerede?" });
    await happens("2026-11-16T09:00:01.000Z", { identifiers: [crm], kind: "identity.identified" });
    const [customerId, query] = [await customer(), { identifier: "crm:C-1" }];
    const { body: other }: { body: { customerId: string } } = await world.call(
      staffRoutes.resolveCustomer,
      {},
      { query },
    );
    const merge = async () => {
      const body = { customerId: other.customerId, reason: "same person" };
      const merged: { body: { mergeId: string } } = await world.call(
        staffRoutes.mergeCustomers,
        { customerId },
        { body },
      );
      return { customerId, mergeId: merged.body.mergeId };
    };
    const edge = await merge();
    await happens("2026-11-16T09:05:00.000Z", { identifiers: [crm], text: "hâlâ gelmedi" });
    const [whole] = await cases();
    expect(whole?.parts).toHaveLength(1);
    await world.call(staffRoutes.unmergeCustomers, edge);
    const path = { caseId: whole?.caseId ?? "" };
    await world.call(staffRoutes.setCaseStatus, path, { body: { status: "closed" } });
    await merge();
    expect(await cases()).toMatchObject([{ status: "open" }]);
    expect((await world.call(staffRoutes.transferCase, path, { body: { agentId: "a" } })).status).toBe(200);
  });
});

describe("Deniz: wants no more messages, and says so in one word", () => {
  const day = "2026-11-23T09:";
  const reply = { direction: "outbound", kind: "message.sent", text: "Bakıyoruz" } as const;

  it("opens no case by STOP, START or HELP, and is told by brief and profile what the ledger says", async () => {
    const { world, happens, customer, cases, timeline } = story();
    await happens(`${day}00:00.000Z`, { text: "STOP" });
    await happens(`${day}01:00.000Z`, { text: "HELP" });
    expect(await cases()).toEqual([]);
    const path = { customerId: await customer() };
    expect(await timeline()).toMatchObject([{ text: "HELP" }, { text: "STOP" }]);
    const { body }: { body: Brief } = await world.call(staffRoutes.readCustomerBrief, path, {
      query: { language: "en" },
    });
    expect(linesOn(body, "consent")).toMatchObject([{ text: "No permission: all messages (SMS)" }]);
    const consentsIn = async () => {
      const profile: { body: AgentProfile } = await world.call(staffRoutes.readProfile, path);
      return profile.body.consents;
    };
    expect(await consentsIn()).toMatchObject([{ purpose: "*", channel: "sms", state: "denied" }]);
    await happens(`${day}02:00.000Z`, { text: "START" });
    expect(await consentsIn()).toEqual([]);
    expect(await cases()).toEqual([]);
    expect(world.published.map((event) => event.name)).not.toContain("CaseOpened");
  });

  it("is noted on the open case by İPTAL, which wakes nobody; YES goes on with it", async () => {
    const { world, happens, cases, timeline } = story();
    await happens(`${day}00:00.000Z`, { text: "Siparişimi iptal etmek istiyorum" });
    await happens(`${day}10:00.000Z`, reply);
    const [before] = await cases();
    const told = world.published.length;
    await happens(`${day}20:00.000Z`, { text: "İPTAL" });
    const [after, ...others] = await cases();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ status: "waiting", intent: before?.intent, sla: before?.sla });
    expect(world.published.slice(told).map((event) => event.name)).not.toContain("CustomerReplied");
    expect((await timeline())[0]).toMatchObject({ text: "İPTAL", caseId: after?.caseId });
    await happens(`${day}30:00.000Z`, { text: "YES" });
    expect(await cases()).toMatchObject([{ caseId: after?.caseId, status: "open" }]);
  });

  it("says it in words of their own: a case, for somebody to record the refusal", async () => {
    const { happens, brief } = story();
    const wish = await happens(`${day}00:00.000Z`, { text: "Bana artık mesaj atmayın" });
    expect((await brief("tr")).nextAction).toMatchObject({
      action: "record-refusal",
      cites: [{ eventId: wish }],
    });
    const refusal = { brand: "default", purpose: "marketing", channel: "sms", state: "denied" };
    await happens(`${day}01:00.000Z`, { kind: "consent.changed", attributes: refusal });
    expect((await brief("tr")).nextAction.action).not.toBe("record-refusal");
  });

  it("asks for help by YARDIM, and gets a case", async () => {
    const { happens, cases } = story();
    await happens(`${day}00:00.000Z`, { text: "YARDIM" });
    expect(await cases()).toMatchObject([{ status: "open" }]);
  });

  it("has refused by an address that another only claims: agents see it, and the other is not told", async () => {
    const { world, happens } = story();
    const email: Identifier = { kind: "email", value: "deniz@example.org", level: "verified" };
    const typed: Identifier = { ...email, level: "claimed" };
    await happens(`${day}00:00.000Z`, { channel: "email", text: "STOP", identifiers: [email] });
    await happens(`${day}01:00.000Z`, { channel: "chat", text: "Merhaba", identifiers: [typed] });
    const consentsOf = async (customerId: string, projection: "agent" | "customer") => {
      const query = { projection };
      const profile: { body: AgentProfile } = await world.call(
        staffRoutes.readProfile,
        { customerId },
        { query },
      );
      return profile.body.consents;
    };
    const [deniz = "", other = ""] = world.published.flatMap((event) =>
      event.name === "ContactReceived" ? [event.detail.data.customerId] : [],
    );
    expect(deniz).not.toBe(other);
    for (const customerId of [deniz, other]) {
      expect(await consentsOf(customerId, "agent")).toMatchObject([{ channel: "email", state: "denied" }]);
    }
    expect(await consentsOf(deniz, "customer")).toMatchObject([{ channel: "email", state: "denied" }]);
    expect(await consentsOf(other, "customer")).toEqual([]);
  });
});
