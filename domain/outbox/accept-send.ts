/** Accepts a message of ours: a reply in a case, or a message to a customer. Load, decide, save, answer. */
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { ConsentPolicy } from "../../schemas/consents.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { Receipt, SendRequest } from "../../schemas/send.ts";
import { findCase } from "../cases/act-on-case.ts";
import { customerIn } from "../cases/case-id.ts";
import { joined, type WholeCase } from "../cases/whole-case.ts";
import { chooseChannel } from "../consent/choose-channel.ts";
import type { Suppressed } from "../consent/permit-send.ts";
import { ContendedIdentityError } from "../errors.ts";
import { type Person, type ReadMember, readPerson } from "../identity/person.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import type { Policies } from "../policies/policies.ts";
import { redactText } from "../redaction/redact-text.ts";
import type { Attachments, Fence } from "../timeline/attach-events.ts";
import type { Capabilities, ChannelSender } from "./channel-sender.ts";
import { chooseRoute, type Route } from "./choose-route.ts";
import type { Draft } from "./draft.ts";
import type { Permission } from "./hand-over.ts";
import { attachmentOf, requestOf } from "./make-send.ts";
import { lengthOf } from "./text-length.ts";
import { addressesOf, reachableChannels, wishedChannel } from "./usual-channel.ts";

export type To = { readonly caseId: string } | { readonly customerId: string };

export interface AcceptSendDeps {
  readonly readMember: ReadMember;
  readonly attachments: Attachments;
  /** The person's newest contact events of a channel, newest first. */
  readonly eventsOn: (person: Person, channel: Channel) => Promise<readonly TimelineItem[]>;
  readonly endpoints: () => Promise<readonly Endpoint[]>;
  readonly senderOf: (provider: string) => ChannelSender | undefined;
  /** Of the reservation by which an agent has the case now; `undefined` while nobody has it. */
  readonly currentToken: (caseId: string) => Promise<number | undefined>;
  readonly permit: (request: SendRequest, capabilities: Capabilities) => Promise<Permission>;
  /** Every identifier id whose consents count for a recipient: claimed and verified. */
  readonly ledgerIdsOf: (recipient: Route["recipient"]) => Promise<readonly string[]>;
  readonly policies: Policies;
  readonly findSend: (sendId: string) => Promise<SendRequest | undefined>;
  readonly now: () => Date;
}

export type AcceptedSend =
  | { readonly kind: "accepted"; readonly request: SendRequest; readonly receipt?: Receipt | undefined }
  /** It was accepted before. */
  | { readonly kind: "repeated" }
  /** Another message has its id. */
  | { readonly kind: "taken" }
  | { readonly kind: "not-found" | "closed" | "stale" }
  /** Nothing of ours can write to the customer on that channel. */
  | { readonly kind: "unreachable"; readonly channel: Channel | undefined }
  | { readonly kind: "too-long"; readonly length: number; readonly most: number; readonly counted: string }
  | { readonly kind: "no-media" }
  | { readonly kind: "too-many-files"; readonly most: number }
  | ({ readonly kind: "suppressed" } & Pick<Suppressed, "reason" | "until" | "unless">);

const attempts = 8;
const hourMs = 60 * 60_000;

export async function acceptSend(
  deps: AcceptSendDeps,
  to: To,
  draft: Draft,
  policy: CasePolicy,
): Promise<AcceptedSend> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const accepted = (await findBefore(deps, to, draft)) ?? (await tryToAccept(deps, to, draft, policy));
    if (accepted !== "lost") return accepted;
  }
  throw new ContendedIdentityError(`send ${draft.sendId}: ${attempts} attempts to accept it lost`);
}

/** What has the draft's id already: a request that is sent again says the same to the same customer in the same case. */
async function findBefore(deps: AcceptSendDeps, to: To, draft: Draft): Promise<AcceptedSend | undefined> {
  const before = await deps.findSend(draft.sendId);
  if (before === undefined) return undefined;
  const person = await personOf(deps, to);
  const isTheSame =
    person?.members.some(({ customerId }) => customerId === before.customerId) &&
    ("caseId" in to ? idsOf(person, to.caseId).includes(before.caseId) : before.caseId === undefined) &&
    before.text === redactText(draft.text);
  return { kind: isTheSame ? "repeated" : "taken" };
}

/** A case may have been joined to another since. */
function idsOf(person: Person, caseId: string): readonly (string | undefined)[] {
  const found = findCase(person, caseId);
  return found === undefined ? [caseId] : [found.whole, ...found.parts].map((one) => one.caseId);
}

const personOf = (deps: AcceptSendDeps, to: To) =>
  readPerson(deps.readMember, "caseId" in to ? (customerIn(to.caseId) ?? "") : to.customerId);

async function tryToAccept(
  deps: AcceptSendDeps,
  to: To,
  draft: Draft,
  policy: CasePolicy,
): Promise<AcceptedSend | "lost"> {
  const person = await personOf(deps, to);
  const found = person !== undefined && "caseId" in to ? findCase(person, to.caseId) : undefined;
  if (person === undefined || ("caseId" in to && found === undefined)) return { kind: "not-found" };
  const fence = found === undefined ? undefined : await fenceOf(deps, found, draft);
  if (fence === "stale") return { kind: "stale" };
  const at = deps.now().toISOString();
  if (found !== undefined && joined(found, policy, at).status === "closed") return { kind: "closed" };
  const endpoints = await deps.endpoints();
  const making = { person, found, draft, at, endpoints };
  const channel = draft.channel ?? found?.whole.channel;
  const prepared =
    channel === undefined ? await prepareByChoice(deps, making) : await prepare(deps, making, channel);
  if (prepared.kind !== "prepared") return prepared;
  const { request, route, permission, policy: consent } = prepared;
  if (permission.kind === "suppressed") return permission;
  const freeBefore = new Date(Date.parse(at) - consent.sameReasonHours * hourMs).toISOString();
  const saved = await deps.attachments.save(attachmentOf(person, found, request, route, fence, freeBefore));
  if (saved === "lost") return "lost";
  return {
    kind: "accepted",
    request,
    ...(permission.kind === "permitted" ? { receipt: permission.receipt } : {}),
  };
}

interface Preparing {
  readonly person: Person;
  readonly found: WholeCase | undefined;
  readonly draft: Draft;
  readonly at: string;
  readonly endpoints: readonly Endpoint[];
}

/** A send that could be written now, and whether it may be. */
interface Prepared {
  readonly kind: "prepared";
  readonly request: SendRequest;
  readonly route: Route;
  readonly permission: Permission;
  readonly policy: ConsentPolicy;
}

async function prepare(
  deps: AcceptSendDeps,
  making: Preparing,
  channel: Channel,
): Promise<Prepared | AcceptedSend> {
  const { person, draft, endpoints } = making;
  const route = await findRoute(deps, person, channel, endpoints);
  if (route === undefined) return { kind: "unreachable", channel };
  const capabilities = route.sender.capabilities(channel);
  const unsuitable = unsuitability(draft, capabilities);
  if (unsuitable !== undefined) return unsuitable;
  const [ledgerIds, { policy }] = await Promise.all([
    deps.ledgerIdsOf(route.recipient),
    deps.policies.current("consent"),
  ]);
  const request = requestOf({ ...making, route, channel, ledgerIds, words: policy.words });
  return { kind: "prepared", request, route, permission: await deps.permit(request, capabilities), policy };
}

/** By the channel that the customer prefers of those that are permitted now, else of those that will be. */
async function prepareByChoice(deps: AcceptSendDeps, making: Preparing): Promise<Prepared | AcceptedSend> {
  const { person, endpoints } = making;
  const channels = reachableChannels(person, endpoints, deps.senderOf);
  const each = await Promise.all(channels.map((channel) => prepare(deps, making, channel)));
  const prepared = each.filter((one) => one.kind === "prepared");
  const on = (channel: Channel) => prepared.find(({ request }) => request.channel === channel);
  const usable = prepared.map(({ request }) => request.channel);
  const wished = wishedChannel(person, (channel) => on(channel)?.permission.kind !== "suppressed");
  const choice = chooseChannel(wished, usable, (channel) => asked(on(channel)));
  const chosen = choice.kind === "chosen" ? on(choice.channel) : undefined;
  const waiting = prepared.find(({ permission }) => permission.kind === "later");
  return chosen ?? waiting ?? each[0] ?? { kind: "unreachable", channel: undefined };
}

function asked(prepared: Prepared | undefined) {
  const { permission } = prepared ?? {};
  if (permission?.kind === "permitted") return permission;
  const until = permission?.kind === "later" ? { until: permission.from } : {};
  return { kind: "suppressed", reason: permission?.reason ?? "no-consent", ...until } as const;
}

/** Whoever has the case replies; while nobody has it, anybody may. */
async function fenceOf(
  deps: AcceptSendDeps,
  { whole }: WholeCase,
  { token }: Draft,
): Promise<Fence | "stale" | undefined> {
  const current = await deps.currentToken(whole.caseId);
  if (current === undefined) return undefined;
  return current === token ? { caseId: whole.caseId, token } : "stale";
}

async function findRoute(
  deps: AcceptSendDeps,
  person: Person,
  channel: Channel,
  endpoints: readonly Endpoint[],
): Promise<Route | undefined> {
  const events = await deps.eventsOn(person, channel);
  return chooseRoute({
    channel,
    identifiers: addressesOf(person),
    events,
    endpoints,
    senderOf: deps.senderOf,
  });
}

function unsuitability(
  { text, mediaUrls = [] }: Draft,
  { text: { most, counted }, media, mostFiles = mediaUrls.length }: Capabilities,
): AcceptedSend | undefined {
  const length = lengthOf(text, counted);
  if (length > most) return { kind: "too-long", length, most, counted };
  if (mediaUrls.length > 0 && !media) return { kind: "no-media" };
  return mediaUrls.length > mostFiles ? { kind: "too-many-files", most: mostFiles } : undefined;
}
