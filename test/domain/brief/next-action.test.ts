import { describe, expect, it } from "vitest";
import type { BriefInput } from "../../../domain/brief/brief-input.ts";
import { buildBrief } from "../../../domain/brief/build-brief.ts";
import type { Digest } from "../../../schemas/digest.ts";
import {
  aCase,
  aDigest,
  aFact,
  consent,
  daysAgo,
  hoursAgo,
  inputOf,
  minutesAgo,
  reported,
  understood,
} from "./people.ts";

/** Everything at once: each rule in turn is the first that applies, when the ones before it are taken away. */
const facts = {
  promises: [aFact("promise", "promise.made", { label: "call back", dueAt: daysAgo(1) })],
  carts: [aFact("cart", "cart.abandoned", { channel: "commerce", label: "Shoes" })],
  offers: [aFact("offer", "offer.made", { label: "Gold Card", campaign: "spring", direction: "outbound" })],
  campaigns: [aFact("click", "email.clicked", { channel: "marketing", reference: "spring" })],
  contacts: [
    aFact("m1", "message.received", {
      label: "Which card?",
      understanding: understood({ intent: "card-application" }),
    }),
  ],
} as const satisfies Partial<Digest["facts"]>;

const renewals = reported({ renewals: [{ product: "Insurance", on: "2026-03-20" }] });
const known = { profile: renewals };
const granted = { consents: [consent("granted")] };
const denied = { consents: [consent("denied")] };
const angry = [{ at: hoursAgo(1), eventId: "m1", score: -0.9 }];
const souring = [
  { at: hoursAgo(2), eventId: "m0", score: 0.4 },
  { at: hoursAgo(1), eventId: "m1", score: -0.2 },
];
const complaint = aCase({ type: "complaint", intent: "card-problem", sentiments: angry });
const request = aCase({ intent: "card-application" });

const actionOf = (input: BriefInput) => buildBrief(input).nextAction;

describe("the next action", () => {
  const { promises, carts, offers, campaigns, contacts } = facts;
  const interest = { offers, campaigns, contacts };

  it.each<[string, BriefInput, string, string, string[]]>([
    [
      "an overdue promise comes before everything",
      inputOf(aDigest(facts, known), { ...granted, case: complaint, toAsk: ["amount"] }),
      "Keep the promise now: call back",
      "It was due March 9 and is not kept.",
      ["promise"],
    ],
    [
      "an angry customer hears an apology before the complaint is worked on",
      inputOf(aDigest({ carts, ...interest }, known), { ...granted, case: complaint, toAsk: ["amount"] }),
      "Apologise first, and own the problem to its end.",
      "The customer sounds angry, last in the message 1 hour ago.",
      ["m1"],
    ],
    [
      "so does one whose mood falls",
      inputOf(aDigest({ carts, ...interest }, known), { ...granted, case: aCase({ sentiments: souring }) }),
      "Apologise first, and own the problem to its end.",
      "The customer's mood gets worse, last in the message 1 hour ago.",
      ["m1", "m0"],
    ],
    [
      "an open complaint is solved before anything is asked or sold",
      inputOf(aDigest({ carts, ...interest }, known), {
        ...granted,
        case: { ...complaint, sentiments: [] },
        toAsk: ["amount"],
      }),
      "Solve the complaint first, sell nothing: card problem",
      "A complaint was opened 2 hours ago and is not solved.",
      ["m1"],
    ],
    [
      "a complaint in another open case counts as well",
      inputOf(aDigest({ carts, ...interest }, known), {
        ...granted,
        case: request,
        otherOpenCases: [
          aCase({ type: "complaint", intent: "outage", status: "waiting", openedBy: "other" }),
        ],
      }),
      "Solve the complaint first, sell nothing: outage",
      "A complaint was opened 2 hours ago and is not solved.",
      ["other"],
    ],
    [
      "what is missing is asked",
      inputOf(aDigest({ carts, ...interest }, known), {
        ...granted,
        case: request,
        toAsk: ["card-type", "monthly-income"],
      }),
      "Ask only for this: card type, monthly income",
      "All else that the request needs is known.",
      ["m1"],
    ],
    [
      "a cart left behind comes before an offer",
      inputOf(aDigest({ carts, ...interest }, known), { ...granted, case: request }),
      "When the request is settled, help to finish the purchase: Shoes",
      "The cart was left 1 hour ago, with no purchase since.",
      ["cart"],
    ],
    [
      "a likely offer is made where it is permitted",
      inputOf(aDigest(interest, known), { ...granted, case: request }),
      "When the request is settled, offer “Gold Card”",
      "50% likely to accept: asked about it 1 hour ago.",
      ["offer", "m1", "consent1"],
    ],
    [
      "without a word on it, permission is asked first",
      inputOf(aDigest(interest, { profile: renewals }), { case: request }),
      "When the request is settled, ask whether you may tell about “Gold Card”",
      "50% likely to accept, but no permission is on record.",
      ["offer", "m1"],
    ],
    [
      "a likely offer is not made against a refusal, nor is the cart spoken of",
      inputOf(aDigest({ carts, ...interest }, known), {
        ...denied,
        case: request,
      }),
      "Do not offer “Gold Card”, only settle the request",
      "50% likely to accept, but permission is denied.",
      ["offer", "m1", "consent1"],
    ],
    [
      "an unlikely offer gives way to a renewal that is near",
      inputOf(aDigest({ offers }, known), { ...granted, case: request }),
      "Mention the renewal: Insurance, March 20",
      "It is near: in 10 days.",
      ["crm1"],
    ],
    [
      "otherwise the request goes on",
      inputOf(aDigest({ contacts }), { case: request }),
      "Go on where it stands: card application",
      "Newest contact: web chat, 1 hour ago.",
      ["m1"],
    ],
    [
      "of a case whose events are long gone, too",
      inputOf(aDigest(), { case: request }),
      "Go on where it stands: card application",
      "The case was opened 2 hours ago.",
      ["m1"],
    ],
    [
      "what we sent last is what a silent visitor comes for",
      inputOf(aDigest({ offers })),
      "Begin with this, most likely the reason: “Gold Card”",
      "We sent it 1 hour ago.",
      ["offer"],
    ],
    [
      "but not where they refused offers",
      inputOf(aDigest({ offers }), denied),
      "Find out what it is about; ask nothing that is known",
      "The newest contact does not say what it is about.",
      ["offer"],
    ],
    [
      "a contact that says nothing is asked about",
      inputOf(aDigest({ contacts: [aFact("call", "call.started", { channel: "voice" })] })),
      "Find out what it is about; ask nothing that is known",
      "The newest contact does not say what it is about.",
      ["call"],
    ],
  ])("%s", (_, input, text, reason, cited) => {
    const action = actionOf(input);
    expect([action.text, action.reason]).toEqual([text, reason]);
    expect(action.cites.map(({ eventId }) => eventId)).toEqual(cited);
  });

  it("waits with a promise that is not due yet", () => {
    const later = [aFact("promise", "promise.made", { label: "call back", dueAt: daysAgo(-1) })];
    expect(actionOf(inputOf(aDigest({ promises: later, contacts }), { case: request })).action).toBe(
      "answer",
    );
    expect(actionOf(inputOf(aDigest({ promises, contacts }), { case: request })).action).toBe("keep-promise");
  });

  it("lets a solved complaint rest", () => {
    const solved = { ...complaint, status: "resolved" as const, sentiments: [] };
    expect(actionOf(inputOf(aDigest({ contacts }), { case: solved })).action).toBe("answer");
  });

  it("records a wish for no more messages first of all, and offers nothing after it", () => {
    const wish = aFact("wish", "message.received", {
      channel: "sms",
      occurredAt: minutesAgo(5),
      understanding: understood({ intent: "opt-out" }),
    });
    const digest = aDigest({ ...interest, promises, contacts: [wish, ...contacts] }, known);
    const input = inputOf(digest, { ...granted, case: request });
    expect(actionOf(input)).toMatchObject({
      action: "record-refusal",
      text: "Record that they want no more messages: SMS",
      reason: "They said so 5 minutes ago, and no refusal is on record.",
      cites: [{ eventId: "wish" }],
    });
    expect(actionOf({ ...input, language: "tr" })).toMatchObject({
      text: "Artık mesaj istemediğini kaydedin: SMS",
      reason: "Bunu 5 dakika önce söyledi, kayıtlı bir ret yok.",
    });
    const earlier = consent("denied", { at: minutesAgo(6) });
    expect(actionOf({ ...input, consents: [earlier] }).action).toBe("record-refusal");
    const permitted = consent("granted", { channel: "sms", at: minutesAgo(1) });
    expect(actionOf({ ...input, consents: [permitted] }).action).toBe("keep-promise");
    const recorded = [consent("granted"), consent("denied", { channel: "sms", at: minutesAgo(1) })];
    expect(actionOf({ ...input, consents: recorded }).action).toBe("keep-promise");
    const without = { ...digest, facts: { ...digest.facts, promises: [] } };
    expect(actionOf({ ...input, digest: without, consents: recorded }).action).toBe("do-not-offer");
    // Of another purpose: what they said still counts.
    const service = [consent("granted"), consent("denied", { purpose: "service", at: minutesAgo(1) })];
    expect(actionOf({ ...input, digest: without, consents: service }).action).toBe("do-not-offer");
  });

  it("makes an offer although a purpose that is no offer was refused", () => {
    const consents = [consent("granted"), consent("denied", { purpose: "service" })];
    expect(actionOf(inputOf(aDigest(interest), { consents, case: request })).action).toBe("offer");
  });
});
