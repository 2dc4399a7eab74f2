/** The gate of requirement R11: what a channel must be integrated with before it goes live. */
import { describe, expect, it } from "vitest";
import { missingOf } from "../../../domain/channels/readiness.ts";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import type { ChannelConfig, Readiness } from "../../../schemas/channel-config.ts";
import { aPolicy, aQueue } from "../routing/cases-to-route.ts";

const ready: Required<Readiness> = {
  routing: { kind: "queue", queueId: "general" },
  reportGroup: "shops",
  consent: { kind: "inbound-only" },
  sla: "case-policy",
};
const about = { policy: defaultRoutingPolicy, secretCount: 1 };
const displayName: ChannelConfig["displayName"] = { tr: "Mağaza", en: "Shop" };
const missing = (changes: Partial<Readiness>, more: Partial<typeof about> = {}, name = displayName) =>
  missingOf(
    { channel: "store", displayName: name, readiness: { ...ready, ...changes } },
    { ...about, ...more },
  );
const partsOf = (...asked: Parameters<typeof missing>) => missing(...asked).map(({ part }) => part);

describe("a channel", () => {
  it("goes live when routing, panel, reports, consent and SLA know it", () => {
    expect(partsOf({})).toEqual([]);
    expect(partsOf({ routing: { kind: "not-routed" }, sla: "none" })).toEqual([]);
    expect(partsOf({ consent: { kind: "sends", purpose: "service", legalBasis: "contract" } })).toEqual([]);
  });

  it.each(["routing", "reportGroup", "consent", "sla"] as const)("does not without %s", (name) => {
    const { [name]: _left, ...readiness } = ready;
    expect(missingOf({ channel: "store", displayName, readiness }, about)).toMatchObject([
      { pointer: `/config/readiness/${name}` },
    ]);
  });

  it("does not without a name in both languages, or a secret", () => {
    expect(missing({}, {}, { tr: "Mağaza" })).toMatchObject([{ pointer: "/config/displayName/en" }]);
    expect(missing({}, {}, { en: "Shop" })).toMatchObject([{ pointer: "/config/displayName/tr" }]);
    expect(missing({}, { secretCount: 0 })).toMatchObject([{ pointer: "/secrets" }]);
  });

  it("does not with a queue that is not there, or that no rule leads its cases to, and says where they go", () => {
    const rules = [{ ruleId: "chats", when: { channels: ["chat" as const] }, queueId: "chats" }];
    const policy = aPolicy({ queues: [aQueue("general"), aQueue("chats")], rules });
    const queue = (queueId: string) => missing({ routing: { kind: "queue", queueId } }, { policy });
    expect(queue("general")).toEqual([]);
    expect(queue("vip")).toMatchObject([
      {
        pointer: "/config/readiness/routing/queueId",
        detail: expect.stringMatching(/no queue vip: .*\(general\)/),
      },
    ]);
    expect(queue("chats")).toMatchObject([
      {
        pointer: "/config/readiness/routing/queueId",
        detail: expect.stringMatching(
          /no rule .* channel store to chats: .*\(general\).*\/v1\/admin\/policies\/routing/,
        ),
      },
    ]);
  });

  it("says all that is missing at once, in words", () => {
    const all = missingOf({ channel: "store", displayName: {}, readiness: {} }, { ...about, secretCount: 0 });
    expect(all.map(({ part }) => part)).toEqual([
      "signature",
      "routing",
      "panel",
      "panel",
      "reports",
      "consent",
      "sla",
    ]);
    for (const { detail } of all) expect(detail).toMatch(/^[a-z].+: (?:give|name) .+/);
  });
});
