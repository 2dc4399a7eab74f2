/** Makes one call of Amazon Connect for a command, and draws the consequences of the answer. */
import type { Routing } from "../../schemas/routing/routing.ts";
import type { TokenBuckets } from "../rate/token-bucket.ts";
import {
  addCommand,
  type CallCommand,
  type ClaimedCommand,
  type CommandLines,
  type ConnectApi,
  type ConnectCommand,
  type OfferCommand,
  type WakeUps,
} from "./commands.ts";

/** What Connect made of a call; trouble is thrown. */
export type CallAnswer =
  | { readonly kind: "done"; readonly contactId?: string | undefined }
  | { readonly kind: "throttled" }
  /** It will not do it, however often it is asked: Connect's name of the error. */
  | { readonly kind: "refused"; readonly code: string };

/** An offer that Connect has taken on. */
export interface MadeOffer extends Pick<OfferCommand, "caseId" | "agentId" | "token"> {
  readonly contactId: string;
  /** The contact is a task of ours. */
  readonly own: boolean;
  /** When it was made, at the latest. */
  readonly at: Date;
}

export interface MadeOffers {
  keep(offer: MadeOffer): Promise<void>;
  /** The task that was made for an offer. */
  taskOf(caseId: string, token: number): Promise<string | undefined>;
  /** Whether the contact is known to have ended. */
  isOver(contactId: string): Promise<boolean>;
}

/** Calls to customers that agents asked for. */
export interface OurCalls {
  /** The number to call, as the customer has it now. */
  numberOf(call: CallCommand): Promise<string | undefined>;
  /** Amazon Connect dials: the contact is of that case. */
  keep(call: CallCommand, contactId: string): Promise<void>;
  /** It is not made, and will not be. */
  failed(call: CallCommand, code: string): Promise<void>;
}

export type Standing = "offered" | "accepted" | "over";

/** Of the reservation with that token. */
export function standingOf(routing: Routing | undefined, token: number): Standing {
  if (routing?.token !== token) return "over";
  if (routing.status === "assigned") return "accepted";
  return routing.status === "offered" ? "offered" : "over";
}

export interface CommandDeps {
  readonly lines: CommandLines;
  readonly wakeUps: WakeUps;
  readonly buckets: TokenBuckets;
  readonly offers: MadeOffers;
  readonly calls: OurCalls;
  /** @param about the contact that a withdrawal is about, or the number that is called */
  readonly carryOut: (command: ConnectCommand, about?: string) => Promise<CallAnswer>;
  /** How the reservation of an offer stands: it waits for the agent, the agent has accepted, or it is over. */
  readonly standing: (offer: Pick<OfferCommand, "caseId" | "token">) => Promise<Standing>;
  /** Gives the case back: Connect does not offer it. */
  readonly offerFailed: (offer: OfferCommand, code: string) => Promise<void>;
  readonly now: () => Date;
  readonly count: (metric: string, dimensions: Readonly<Record<string, string>>) => void;
  /** The call brought no answer; it is tried again. */
  readonly onTrouble: (api: ConnectApi, error: unknown) => void;
}

/** Trouble with Connect may pass; what it lasts longer than is given up. */
const troubleSeconds = 2;
const mostTries = 20;

/** An agent who has waited so long for a call has gone on with something else. */
const callableSeconds = 60;

/** A task of ours needs a moment to run through its flow into the queue: it is assigned after so many tries. */
const enqueueingSeconds = 2;
const mostAssignments = 5;

export async function carryOutCommand(
  deps: CommandDeps,
  api: ConnectApi,
  { command, claims }: ClaimedCommand,
): Promise<void> {
  const at = deps.now();
  const answer = await callFor(deps, api, command);
  switch (answer.kind) {
    case "done":
      if (command.kind === "offer") await afterOffer(deps, command, answer.contactId, at);
      if (command.kind === "call") await deps.calls.keep(command, answer.contactId ?? "");
      return deps.lines.remove(command);
    case "throttled":
      deps.count("ConnectThrottled", { api });
      await deps.buckets.drain(api, deps.now());
      return again(deps, api, command, 1);
    case "trouble":
      if (claims < mostTries) return again(deps, api, command, troubleSeconds);
      if (command.kind === "offer") await deps.offerFailed(command, "Trouble");
      if (command.kind === "call") await deps.calls.failed(command, "Trouble");
      return deps.lines.remove(command);
    case "refused":
      if (command.kind === "call") await deps.calls.failed(command, answer.code);
      if (command.kind !== "offer") return deps.lines.remove(command);
      if (command.own === true && claims < mostAssignments) {
        return again(deps, api, command, enqueueingSeconds);
      }
      await afterRefusal(deps, command, claims, answer.code);
      return deps.lines.remove(command);
  }
}

type Offer = ConnectCommand & OfferCommand;

const contactOf = ({ mode, own }: Offer): string | undefined =>
  own === true || !("contactId" in mode) ? undefined : mode.contactId;

/** Whether the customer has hung up or closed the chat; they are a customer all the same. */
export async function isGone({ offers }: Pick<CommandDeps, "offers">, offer: Offer): Promise<boolean> {
  const contactId = contactOf(offer);
  return contactId !== undefined && (await offers.isOver(contactId));
}

/** The case is there without a contact, too. */
export async function offerByTask(deps: Pick<CommandDeps, "lines" | "wakeUps">, offer: Offer): Promise<void> {
  await addCommand(deps, { ...offer, mode: { kind: "queue-task" } });
  await deps.lines.remove(offer);
}

async function callFor(
  deps: CommandDeps,
  api: ConnectApi,
  command: ConnectCommand,
): Promise<CallAnswer | { readonly kind: "trouble" }> {
  try {
    if (command.kind === "call") return await dial(deps, command);
    if (command.kind !== "withdraw") return await deps.carryOut(command);
    const contactId = await deps.offers.taskOf(command.caseId, command.token);
    return contactId === undefined ? { kind: "done" } : await deps.carryOut(command, contactId);
  } catch (error) {
    deps.onTrouble(api, error);
    return { kind: "trouble" };
  }
}

async function dial(deps: CommandDeps, call: ConnectCommand & CallCommand): Promise<CallAnswer> {
  const waited = deps.now().getTime() - Date.parse(call.rank);
  if (waited > callableSeconds * 1000) return { kind: "refused", code: "TooLate" };
  const number = await deps.calls.numberOf(call);
  return number === undefined ? { kind: "refused", code: "NoNumber" } : await deps.carryOut(call, number);
}

async function again(deps: CommandDeps, api: ConnectApi, command: ConnectCommand, seconds: number) {
  await deps.lines.release(command, new Date(deps.now().getTime() + seconds * 1000));
  await deps.wakeUps.send({ api }, seconds);
}

/** Keeps which contact it became, goes on to the next step, and takes back what was withdrawn meanwhile. */
async function afterOffer(deps: CommandDeps, offer: Offer, newContactId: string | undefined, at: Date) {
  const { mode, caseId, agentId, token } = offer;
  const contactId = newContactId ?? ("contactId" in mode ? mode.contactId : undefined);
  if (contactId === undefined) return;
  const own = newContactId !== undefined || offer.own === true;
  await deps.offers.keep({ caseId, agentId, token, contactId, own, at });
  if (mode.kind === "queue-task") await assignNext(deps, { ...offer, mode: { kind: "assign", contactId } });
  if (own && (await deps.standing(offer)) === "over") await withdraw(deps, offer);
}

async function assignNext(deps: CommandDeps, offer: Offer): Promise<void> {
  const from = new Date(deps.now().getTime() + enqueueingSeconds * 1000);
  await deps.lines.add({ ...offer, own: true }, from);
  await deps.wakeUps.send({ api: "AssociateContactWithUser" }, enqueueingSeconds);
}

const withdraw = (deps: CommandDeps, { caseId, token, rank }: Offer) =>
  addCommand(deps, { kind: "withdraw", caseId, token, rank });

/** There is no such contact; what else there may not be, an offer by a task finds out. */
const missing = new Set(["ContactNotFoundException", "ResourceNotFoundException"]);

/**
 * An offer that was tried before may be refused because it went through then: the reservation's lease decides.
 * Otherwise the case goes back into line.
 */
async function afterRefusal(deps: CommandDeps, offer: Offer, claims: number, code: string): Promise<void> {
  if (contactOf(offer) !== undefined && missing.has(code)) return offerByTask(deps, offer);
  if (offer.own === true) await withdraw(deps, offer);
  else if (claims > 1) return;
  await deps.offerFailed(offer, code);
}
