import { describe, expect, it } from "vitest";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import { type AcceptSendDeps, acceptSend } from "../../../domain/outbox/accept-send.ts";
import type { Capabilities, ChannelSender } from "../../../domain/outbox/channel-sender.ts";
import type { Draft } from "../../../domain/outbox/draft.ts";
import { defaultPolicies, type Policies } from "../../../domain/policies/policies.ts";
import type { Attachment } from "../../../domain/timeline/attach-events.ts";
import type { TimelineItem } from "../../../schemas/api/shapes.ts";
import type { Case } from "../../../schemas/case.ts";
import { caseSchema } from "../../../schemas/case.ts";
import type { Receipt, SendRequest } from "../../../schemas/send.ts";
import { capabilities, sendRequest } from "../../support/outbox.ts";

const now = new Date("2026-01-02T10:05:00.000Z");
const policies: Policies = { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) };

const open: Case = caseSchema.parse({
  caseId: "c1-e1",
  customerId: "c1",
  identifierId: "i-whatsapp",
  type: "other",
  status: "open",
  history: [{ at: "2026-01-02T10:00:00.000Z", status: "open" }],
  channels: ["whatsapp"],
  channel: "whatsapp",
  openedAt: "2026-01-02T10:00:00.000Z",
  openedBy: "e1",
  lastEventAt: "2026-01-02T10:00:00.000Z",
  threads: [],
  references: [],
  slots: {},
  contactIds: [],
  sentiments: [],
  version: 1,
});

const identifier = (
  identifierId: string,
  kind: "phone" | "email" | "whatsapp",
  value: string,
  more = {},
) => ({
  identifierId,
  kind,
  value,
  level: "verified" as const,
  linkedAt: "2026-01-01T00:00:00.000Z",
  ...more,
});

const asked: TimelineItem = {
  eventId: "e1",
  occurredAt: "2026-01-02T10:00:00.000Z",
  receivedAt: "2026-01-02T10:00:00.000Z",
  channel: "whatsapp",
  direction: "inbound",
  kind: "message.received",
  provider: "meta",
  endpointId: "second",
  identifiers: [{ kind: "whatsapp", value: "TR.1", level: "verified" }],
  text: "Merhaba",
  thread: "t1",
  providerMessageId: "wamid.1",
};

const endpoint = (provider: string, endpointId: string): Endpoint => ({
  provider,
  endpointId,
  secrets: [],
  account: {},
  brand: endpointId,
});

const sender = (provider: string, channel: "whatsapp" | "sms" | "email", kind: string): ChannelSender => ({
  provider,
  channels: [channel],
  capabilities: () => ({ ...capabilities, text: { most: 20, counted: "characters" } }),
  addressOf: (identifiers) => identifiers.find((one) => one.kind === kind)?.value,
  send: async () => ({ kind: "unknown", code: "unused" }),
});
const senders: Record<string, ChannelSender> = {
  meta: sender("meta", "whatsapp", "whatsapp"),
  twilio: sender("twilio", "sms", "phone"),
  sendgrid: sender("sendgrid", "email", "email"),
};

function setUp(changes: Partial<AcceptSendDeps> = {}) {
  const saved: Attachment[] = [];
  const deps: AcceptSendDeps = {
    readMember: async (customerId) => ({
      customerId,
      createdAt: "2026-01-01T00:00:00.000Z",
      mergeCount: 0,
      version: 1,
      identifiers: [
        identifier("i-old", "phone", "+905550000000", { retiredAt: "2026-01-01T00:00:00.000Z" }),
        identifier("i-phone", "phone", "+905551112233"),
        identifier("i-whatsapp", "whatsapp", "TR.1"),
      ],
      merges: [],
      suggestions: [],
      apart: [],
      cases: [open],
      digest: emptyDigest,
    }),
    attachments: {
      save: async (attachment) => {
        saved.push(attachment);
        return "saved";
      },
      casesOf: async () => new Map(),
    },
    eventsOn: async (_person, channel) => (channel === "whatsapp" ? [asked] : []),
    endpoints: async () => [
      endpoint("meta", "first"),
      endpoint("meta", "second"),
      endpoint("twilio", "main"),
    ],
    senderOf: (provider) => senders[provider],
    currentToken: async () => undefined,
    permit: async () => ({ kind: "later", from: now, reason: "quiet-hours" }),
    ledgerIdsOf: async ({ identifierId }) => [identifierId],
    policies,
    findSend: async () => undefined,
    now: () => now,
    ...changes,
  };
  const accept = (
    draft: Partial<Draft> = {},
    to: Parameters<typeof acceptSend>[1] = { caseId: open.caseId },
  ) =>
    acceptSend(
      deps,
      to,
      { sendId: "01KDZ0000000000000000000S1", text: "Merhaba", purpose: "service", agentId: "a1", ...draft },
      defaultPolicies.cases,
    );
  return { deps, saved, accept };
}

describe("accepting a reply", () => {
  it("answers where the customer wrote last, in one write with its event and its case", async () => {
    const { saved, accept } = setUp();
    const accepted = await accept();
    expect(accepted).toMatchObject({
      kind: "accepted",
      request: {
        provider: "meta",
        endpointId: "second",
        brand: "second",
        to: "TR.1",
        caseId: open.caseId,
        answers: { providerMessageId: "wamid.1", thread: "t1" },
        lastInbound: { eventId: "e1", isStopWord: false },
        phone: "+905551112233",
      },
    });
    const [attachment, ...others] = saved;
    expect(others).toEqual([]);
    expect(attachment?.sends).toHaveLength(1);
    expect(attachment?.written?.[0]).toMatchObject({
      home: "i-whatsapp",
      caseId: open.caseId,
      event: { kind: "message.sent", direction: "outbound", status: "queued", text: "Merhaba" },
    });
    expect(attachment?.cases[0]?.found).toMatchObject({
      firstRespondedAt: now.toISOString(),
      status: "waiting",
    });
  });

  it("does not take a message for younger than its receipt, whatever the provider's clock says", async () => {
    const ahead = { ...asked, occurredAt: "2026-01-02T11:00:00.000Z" };
    const accepted = await setUp({ eventsOn: async () => [ahead] }).accept();
    expect(accepted).toMatchObject({ request: { lastInbound: { at: asked.receivedAt } } });
  });

  it("takes the channel that is named, and the first account that can write there", async () => {
    expect(await setUp().accept({ channel: "sms" })).toMatchObject({
      request: { provider: "twilio", endpointId: "main", to: "+905551112233" },
    });
  });

  it("knows when nothing of ours can write there", async () => {
    expect(await setUp().accept({ channel: "email" })).toEqual({ kind: "unreachable", channel: "email" });
  });

  it("takes the token of the reservation by which an agent has the case, and no other", async () => {
    const held = { currentToken: async () => 7 };
    expect(await setUp(held).accept()).toEqual({ kind: "stale" });
    expect(await setUp(held).accept({ token: 6 })).toEqual({ kind: "stale" });
    const { saved, accept } = setUp(held);
    expect(await accept({ token: 7 })).toMatchObject({ kind: "accepted" });
    expect(saved[0]?.fences).toEqual([{ caseId: open.caseId, token: 7 }]);
  });

  it("says how long a text may be, as the provider counts it", async () => {
    expect(await setUp().accept({ text: "👋".repeat(20) })).toMatchObject({ kind: "accepted" });
    expect(await setUp().accept({ text: "👋".repeat(21) })).toEqual({
      kind: "too-long",
      length: 21,
      most: 20,
      counted: "characters",
    });
  });

  it("says whether files may go along, and how many", async () => {
    const mediaUrls = ["https://files.example.com/1", "https://files.example.com/2"];
    const withFiles = (changes: Partial<Capabilities>) => {
      const meta = sender("meta", "whatsapp", "whatsapp");
      const able = { ...meta, capabilities: () => ({ ...meta.capabilities("whatsapp"), ...changes }) };
      return setUp({ senderOf: () => able }).accept({ mediaUrls });
    };
    expect(await withFiles({})).toEqual({ kind: "no-media" });
    expect(await withFiles({ media: true, mostFiles: 1 })).toEqual({ kind: "too-many-files", most: 1 });
    expect(await withFiles({ media: true, mostFiles: 2 })).toMatchObject({ kind: "accepted" });
    expect(await withFiles({ media: true })).toMatchObject({ kind: "accepted", request: { mediaUrls } });
  });

  it("masks card numbers in what is sent, and in what is kept", async () => {
    const { saved, accept } = setUp();
    const accepted = await accept({ text: "4111111111111111" });
    expect(JSON.stringify([accepted, saved])).not.toContain("4111111111111111");
  });

  it("writes nothing that consent or the window forbids", async () => {
    const { saved, accept } = setUp({ permit: async () => ({ kind: "suppressed", reason: "opted-out" }) });
    expect(await accept()).toEqual({ kind: "suppressed", reason: "opted-out" });
    expect(saved).toEqual([]);
  });

  it("relies on what was asked of another account of the brand, whose window is its own", async () => {
    const sender = {
      endpoints: async () => [
        endpoint("meta", "first"),
        { ...endpoint("standard", "second"), brand: "first" },
      ],
    };
    const byGateway = { ...asked, provider: "standard" };
    const accepted = await setUp({ ...sender, eventsOn: async () => [byGateway] }).accept();
    expect(accepted).toMatchObject({
      kind: "accepted",
      request: { provider: "meta", lastAsked: { eventId: "e1" } },
    });
    expect(accepted).not.toHaveProperty("request.lastInbound");
    const ofAnother = { ...byGateway, endpointId: "unknown" };
    const unasked = await setUp({ ...sender, eventsOn: async () => [ofAnother] }).accept();
    expect(unasked).not.toHaveProperty("request.lastAsked");
  });

  describe("under an id that there is", () => {
    const before = sendRequest({ caseId: open.caseId });

    it("is the same send when the call is repeated", async () => {
      const { saved, accept } = setUp({ findSend: async () => before });
      expect(await accept()).toEqual({ kind: "repeated" });
      expect(saved).toEqual([]);
    });

    it("is the same send in a case that is a part of another by now", async () => {
      const part = { ...open, caseId: "c1-part", partOf: open.caseId };
      const member = await setUp().deps.readMember("c1");
      const joined = async () => member && { ...member, cases: [open, part] };
      const { accept } = setUp({
        findSend: async () => ({ ...before, caseId: part.caseId }),
        readMember: joined,
      });
      expect(await accept()).toEqual({ kind: "repeated" });
    });

    it.each([
      ["another text", before, { caseId: open.caseId }, { text: "Tekrar merhaba" }],
      ["another case", { ...before, caseId: "c1-other" }, { caseId: open.caseId }, {}],
      ["another customer", { ...before, customerId: "c2", caseId: "c2-e1" }, { caseId: open.caseId }, {}],
      ["a case, not the customer", before, { customerId: "c1" }, {}],
      ["the customer, not a case", { ...before, caseId: undefined }, { caseId: open.caseId }, {}],
      [
        "a message to another customer",
        { ...before, caseId: undefined, customerId: "c2" },
        { customerId: "c1" },
        {},
      ],
    ])("is refused where that is %s", async (_what, taken, to, draft) => {
      const { saved, accept } = setUp({ findSend: async () => taken });
      expect(await accept(draft, to)).toEqual({ kind: "taken" });
      expect(saved).toEqual([]);
    });
  });

  it("decides again when somebody else has changed the case", async () => {
    let losses = 2;
    const { accept } = setUp({
      attachments: { save: async () => (losses-- > 0 ? "lost" : "saved"), casesOf: async () => new Map() },
    });
    expect(await accept()).toMatchObject({ kind: "accepted" });
  });

  it("knows no case of that id", async () => {
    expect(await setUp().accept({}, { caseId: "c1-other" })).toEqual({ kind: "not-found" });
  });
});

const receiptFor = ({ brand, channel, purpose }: SendRequest): Receipt => ({
  brand,
  channel,
  purpose,
  legalBasis: "consent",
  checkedAt: now.toISOString(),
  policyVersion: 0,
  ledgerVersion: 1,
});

describe("accepting a message without a case", () => {
  it("takes a channel by which the customer can be reached", async () => {
    const accepted = await setUp().accept({ purpose: "marketing" }, { customerId: "c1" });
    expect(accepted).toMatchObject({
      kind: "accepted",
      request: { channel: "whatsapp", purpose: "marketing" },
    });
    expect(accepted).not.toHaveProperty("request.caseId");
  });

  it("takes another channel where the first is not permitted (R24)", async () => {
    const accepted = await setUp({
      permit: async ({ channel }) =>
        channel === "whatsapp"
          ? { kind: "suppressed", reason: "no-consent" }
          : { kind: "later", from: now, reason: "quiet-hours" },
    }).accept({ purpose: "marketing" }, { customerId: "c1" });
    expect(accepted).toMatchObject({ kind: "accepted", request: { channel: "sms" } });
    const permitted = await setUp({
      permit: async (request) =>
        request.channel === "whatsapp"
          ? { kind: "suppressed", reason: "no-consent" }
          : { kind: "permitted", receipt: receiptFor(request), ledger: new Map() },
    }).accept({ purpose: "marketing" }, { customerId: "c1" });
    expect(permitted).toMatchObject({ kind: "accepted", request: { channel: "sms" } });
  });

  it("is refused where no channel is permitted", async () => {
    const refused = await setUp({
      permit: async () => ({ kind: "suppressed", reason: "no-consent" }),
    }).accept({ purpose: "marketing" }, { customerId: "c1" });
    expect(refused).toEqual({ kind: "suppressed", reason: "no-consent" });
  });

  it("reserves its reason for as long as the policy says", async () => {
    const { saved, accept } = setUp();
    await accept({ purpose: "marketing", reason: "renewal" }, { customerId: "c1" });
    expect(saved[0]?.sends?.[0]?.freeBefore).toBe("2026-01-01T10:05:00.000Z");
  });
});
