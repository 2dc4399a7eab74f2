/** What a stranger or a broken sender may do to the ingest: a clear error, and nothing stored. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { counter } from "../support/counter.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { endpointOf, metaCall, type SignedCall, send, standardCall, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess;
let agent: Staff;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
  agent = await Staff.signIn(platform.url);
});
afterAll(() => platform?.stop());

const nextVisit = counter();
const visit = (changes: object = {}) => ({
  id: `v-${nextVisit()}`,
  occurredAt: "2026-11-20T10:00:00Z",
  channel: "store",
  direction: "inbound",
  kind: "visit.checked-in",
  identifiers: [{ kind: "loyalty", value: "77", level: "verified" }],
  ...changes,
});
const status = async (call: SignedCall) => (await send(platform.url, call)).status;
const stored = async () =>
  ((await (await agent.get("/v1/contact-events?limit=200")).json()) as { items: unknown[] }).items.length;

describe("a call that is not what it says", () => {
  it.each([
    ["twilio", () => twilioCall(platform.url, { MessageSid: "SMx", From: "+905550000000", Body: "x" })],
    ["meta", () => metaCall({ object: "whatsapp_business_account", entry: [] })],
    ["standard", () => standardCall(visit())],
  ])(
    "is refused by %s without a signature, with a wrong one, and with a changed body",
    async (_provider, make) => {
      const before = await stored();
      const call = make();
      const unsigned = Object.fromEntries(
        Object.entries(call.headers).filter(([name]) => !name.includes("signature")),
      );
      expect(await status({ ...call, headers: unsigned })).toBe(401);
      const scrambled = Object.fromEntries(
        Object.entries(call.headers).map(([name, value]) => [
          name,
          name.includes("signature") ? `${value}A` : value,
        ]),
      );
      expect(await status({ ...call, headers: scrambled })).toBe(401);
      expect(await status({ ...call, body: `${call.body} ` })).toBe(401);
      expect(await stored()).toBe(before);
    },
  );

  it("is refused when its time is over", async () => {
    const call = standardCall(visit());
    expect(await status({ ...call, headers: { ...call.headers, "webhook-timestamp": "1614265330" } })).toBe(
      401,
    );
  });

  it("is told nothing by a refusal", async () => {
    const call = metaCall({});
    const answers = await Promise.all(
      [{}, { "x-hub-signature-256": "sha256=00" }, { "x-hub-signature-256": "nonsense" }].map(
        async (headers) => (await send(platform.url, { ...call, headers })).text(),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toContain(endpointOf("meta").secret);
  });

  it.each([
    "/v1/ingest/twilio/nobody",
    "/v1/ingest/fax/demo",
    "/v1/ingest/__proto__/demo",
    "/v1/ingest/constructor/demo",
  ])("finds nothing at %s", async (path) => {
    expect(await status({ ...standardCall(visit()), path })).toBe(404);
  });
});

describe("a body that cannot be read", () => {
  const problemOf = async (call: SignedCall) => {
    const answer = await send(platform.url, call);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    return (await answer.json()) as { status: number; errors: { pointer: string; detail: string }[] };
  };

  it.each([
    ["malformed JSON", () => standardCall("{"), ""],
    ["a missing field", () => standardCall({ ...visit(), kind: undefined }), "/kind"],
    ["a wrong kind", () => standardCall(visit({ kind: "Visit" })), "/kind"],
    [
      "a wrong identifier",
      () => standardCall(visit({ identifiers: [{ kind: "fax", value: "1" }] })),
      "/identifiers/0/kind",
    ],
    ["one bad event of a batch", () => standardCall([visit(), visit({ channel: "fax" })]), "/1/channel"],
    ["a time without a zone", () => standardCall(visit({ occurredAt: "2026-11-20 10:00" })), "/occurredAt"],
    ["another content type", () => standardCall(JSON.stringify(visit()), "text/plain"), ""],
    ["not Meta's envelope", () => metaCall({ object: "whatsapp_business_account" }), "/entry"],
  ])("is answered with the place of the first error: %s", async (_what, make, pointer) => {
    const before = await stored();
    const problem = await problemOf(make());
    expect(problem.status).toBe(400);
    expect(problem.errors[0]?.pointer).toBe(pointer);
    expect(await stored()).toBe(before);
  });

  it("is refused at 1 MiB, and taken just below", async () => {
    const event = visit({ text: "" });
    const room = 1024 * 1024 - Buffer.byteLength(JSON.stringify(event));
    expect(await status(standardCall({ ...event, text: "x".repeat(room + 1) }))).toBe(413);
    expect(await status(standardCall({ ...event, text: "x".repeat(room) }))).toBe(204);
  });

  it("answers 400 to invalid UTF-8 under a good signature", async () => {
    const { createHmac } = await import("node:crypto");
    const { path, secret } = endpointOf("meta");
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    const answer = await fetch(`${platform.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
      body,
    });
    expect(answer.status).toBe(400);
  });

  it("answers 400 to JSON that is nested without end", async () => {
    expect(await status(standardCall(`${"[".repeat(200_000)}${"]".repeat(200_000)}`))).toBe(400);
    const deep = `${`{"a":`.repeat(50_000)}1${"}".repeat(50_000)}`;
    const event = JSON.stringify(visit()).replace(/}$/, `,"attributes":${deep}}`);
    expect(await status(standardCall(event))).toBe(400);
  });
});

describe("a strange but signed event", () => {
  it("is kept: unknown kinds, NUL, half a surrogate pair, 400 KB, prototype names", async () => {
    const long = "ş".repeat(200_000);
    const texts = { nul: "a\u0000b", lone: "\ud800 alone", long, plain: "düz" };
    const events = Object.entries(texts).map(([name, text]) =>
      visit({
        kind: "never.heard-of",
        text,
        attributes: { name },
        identifiers: [{ kind: "crm", value: "odd", level: "verified" }],
      }),
    );
    const bad = JSON.stringify(
      visit({ kind: "never.heard-of", identifiers: [{ kind: "crm", value: "odd", level: "verified" }] }),
    ).replace(/}$/, ',"attributes":{"__proto__":{"polluted":true},"constructor":"c","toString":"t"}}');
    for (const event of [...events.map((one) => JSON.stringify(one)), bad]) {
      expect(await status(standardCall(event))).toBe(204);
    }
    const customerId = await eventually(() => agent.resolve("crm:odd"));
    const timeline = await agent.timeline(customerId);
    expect(timeline).toHaveLength(5);
    for (const [name, text] of Object.entries(texts)) {
      const kept = timeline.find(({ attributes }) => attributes?.name === name)?.text;
      expect(kept).toBe(text.toWellFormed());
    }
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("is kept and acknowledged when Meta invents a new field", async () => {
    const novelty = {
      object: "whatsapp_business_account",
      entry: [{ id: "waba", changes: [{ field: "novelty", value: { a: 1 } }] }],
    };
    const before = await stored();
    expect(await status(metaCall(novelty))).toBe(200);
    await eventually(async () => ((await stored()) === before + 1 ? true : undefined));
  });
});
