/** Follows contacts of Amazon Connect, and tells routing what their news mean. */
import {
  type ConnectContact,
  type ContactEffect,
  type ContactEventType,
  type ContactFacts,
  dueEffects,
  isOver,
  union,
  withFacts,
} from "./contact.ts";

export interface ConnectContacts {
  read(contactId: string): Promise<ConnectContact | undefined>;
  /** Changes a contact, or a new one; `change` runs again on what another writer has left meanwhile. */
  change(contactId: string, change: (contact: ConnectContact) => ConnectContact): Promise<ConnectContact>;
}

/** The use cases of `domain/routing` that Connect's news call for. Each may be told the same twice. */
export interface RoutingNews {
  acceptOffer(accepted: {
    readonly caseId: string;
    readonly agentId: string;
    readonly token?: number;
  }): Promise<{ readonly kind: string }>;
  giveBack(given: {
    readonly caseId: string;
    readonly agentId: string;
    readonly token: number;
    readonly how: "declined" | "missed";
  }): Promise<unknown>;
  /** An agent has the case whom routing did not choose. */
  takeOver(taken: { readonly caseId: string; readonly agentId: string }): Promise<unknown>;
  releaseWork(released: { readonly caseId: string; readonly agentId: string }): Promise<unknown>;
  endRouting(caseId: string, how: "customer-left" | "handled"): Promise<unknown>;
  changeToCallback(caseId: string, contactId: string): Promise<unknown>;
}

/** Whose contact and whose user it is that Connect speaks of. */
export interface ConnectLinks {
  caseOf(contactId: string): Promise<string | undefined>;
  link(contactId: string, caseId: string): Promise<void>;
  agentOf(userId: string): Promise<string | undefined>;
}

export interface FollowDeps {
  readonly contacts: ConnectContacts;
  readonly links: ConnectLinks;
  readonly routing: RoutingNews;
}

/** One contact event, whoever tells us of it. */
export interface ContactNews extends Omit<ContactFacts, "follows"> {
  readonly contactId: string;
  readonly type: ContactEventType;
  /** Earlier contacts about the same, the nearest first. */
  readonly earlier: readonly string[];
  /** The one of them in whose place it is. */
  readonly previous?: string | undefined;
}

/** Delivered late, twice and out of order: nothing here minds. */
export async function followContact(deps: FollowDeps, news: ContactNews): Promise<void> {
  await followChain(deps, news);
  await learnOf(deps, news.contactId, (contact) => ({
    ...withFacts(contact, { ...news, follows: news.earlier.length > 0 }),
    seen: union(contact.seen, [news.type]),
  }));
}

/** A contact is of the same case as those before it; the one in whose place it is learns that it goes on. */
export async function followChain(
  { contacts, links }: FollowDeps,
  { contactId, earlier, previous }: Pick<ContactNews, "contactId" | "earlier" | "previous">,
): Promise<void> {
  if (previous !== undefined) {
    await contacts.change(previous, (contact) => ({ ...contact, followedBy: contactId }));
  }
  if (earlier.length === 0 || (await links.caseOf(contactId)) !== undefined) return;
  const cases = await Promise.all(earlier.map((id) => links.caseOf(id)));
  const caseId = cases.find((found) => found !== undefined);
  if (caseId !== undefined) await links.link(contactId, caseId);
}

/**
 * Changes what is known of a contact and tells routing what follows from it. What routing has heard is written
 * down afterwards: who is stopped between tells it once more. As long as nobody knows whose contact it is, all
 * of it waits.
 */
export async function learnOf(
  deps: FollowDeps,
  contactId: string,
  change: (contact: ConnectContact) => ConnectContact,
): Promise<void> {
  const contact = await deps.contacts.change(contactId, change);
  const due = dueEffects(contact);
  const caseId = due.length === 0 ? undefined : await deps.links.caseOf(contactId);
  if (caseId === undefined) return;
  for (const effect of due) await tell(deps, contact, caseId, effect);
  await deps.contacts.change(contactId, (found) => ({ ...found, done: union(found.done, due) }));
}

async function tell(
  { links, routing }: FollowDeps,
  contact: ConnectContact,
  caseId: string,
  effect: ContactEffect,
): Promise<unknown> {
  const agentId = contact.userId === undefined ? undefined : await links.agentOf(contact.userId);
  switch (effect) {
    case "callback":
      return routing.changeToCallback(caseId, contact.contactId);
    case "customer-left":
      return routing.endRouting(caseId, "customer-left");
    case "accepted":
      if (agentId !== undefined && (await isAccepted(routing, contact, caseId, agentId))) return;
      if (isOver(contact)) return;
      // Connect has given it to somebody else: as long as they have it, no other agent is wanted.
      return agentId === undefined
        ? routing.endRouting(caseId, "handled")
        : routing.takeOver({ caseId, agentId });
    case "released":
      return agentId === undefined ? undefined : routing.releaseWork({ caseId, agentId });
  }
}

/** With the token of its offer where the offer was that agent's. */
async function isAccepted(
  routing: RoutingNews,
  { offer }: ConnectContact,
  caseId: string,
  agentId: string,
): Promise<boolean> {
  const token = offer?.agentId === agentId ? { token: offer.token } : {};
  return (await routing.acceptOffer({ caseId, agentId, ...token })).kind === "accepted";
}

/** Says whose case a contact is, and tells routing everything that was heard of it before. */
export async function linkContact(deps: FollowDeps, contactId: string, caseId: string): Promise<void> {
  await deps.links.link(contactId, caseId);
  await learnOf(deps, contactId, (contact) => contact);
  const followedBy = (await deps.contacts.read(contactId))?.followedBy;
  if (followedBy !== undefined) await linkContact(deps, followedBy, caseId);
}
