/** What is known of a contact of Amazon Connect: facts add up in any order and say what is still to be done. Pure. */

/** The contact events that routing goes by, in the order of a contact's life. */
export const contactEventTypes = [
  "INITIATED",
  "QUEUED",
  "CONNECTED_TO_AGENT",
  "DISCONNECTED",
  "COMPLETED",
] as const;
export type ContactEventType = (typeof contactEventTypes)[number];

/** Something that routing has to hear of. */
export const contactEffects = ["callback", "accepted", "customer-left", "released"] as const;
export type ContactEffect = (typeof contactEffects)[number];

/** Whoever talks with the customer has the case, if nobody had it yet. */
const outboundEffects: readonly ContactEffect[] = ["accepted"];

export type ContactTimes = { readonly [Type in ContactEventType]?: string | undefined };

export interface ConnectContact {
  readonly contactId: string;
  /** A task of ours, not a customer's. */
  readonly own: boolean;
  /** Waits for an agent who calls back. */
  readonly callback: boolean;
  /** It is not the first about the same: a transfer, a call back, a survey. */
  readonly follows: boolean;
  /** The contact that is in its place now. */
  readonly followedBy?: string | undefined;
  /** A call of ours: the customer waits on nothing, and whoever asked for it keeps their case when it is over. */
  readonly outbound?: boolean | undefined;
  /** The customer has chosen to be called back: to hang up is not to leave. */
  readonly callbackChosen: boolean;
  /** The newest offer of it. */
  readonly offer?: { readonly agentId: string; readonly token: number; readonly at: string } | undefined;
  /** Of the agent it was connected to. */
  readonly userId?: string | undefined;
  /** When each event happened, whoever told us. */
  readonly at: ContactTimes;
  /** The events that Connect's contact events told us. */
  readonly seen: readonly ContactEventType[];
  /** The events that a contact record has been compared with. */
  readonly counted: readonly ContactEventType[];
  /** Of the newest contact record. */
  readonly recordAt?: string | undefined;
  /** What routing has heard of. */
  readonly done: readonly ContactEffect[];
}

export const newContact = (contactId: string): ConnectContact => ({
  contactId,
  own: false,
  callback: false,
  follows: false,
  callbackChosen: false,
  at: {},
  seen: [],
  counted: [],
  done: [],
});

/** Some facts about a contact; whatever is known already stays. */
export interface ContactFacts {
  readonly at: ContactTimes;
  readonly userId?: string | undefined;
  readonly callback?: boolean | undefined;
  readonly follows?: boolean | undefined;
}

export function withFacts(contact: ConnectContact, facts: ContactFacts): ConnectContact {
  return {
    ...contact,
    userId: contact.userId ?? facts.userId,
    callback: contact.callback || facts.callback === true,
    follows: contact.follows || facts.follows === true,
    at: { ...facts.at, ...contact.at },
  };
}

export const union = <Item>(known: readonly Item[], more: readonly Item[]): Item[] => [
  ...new Set([...known, ...more]),
];

/** What the facts call for and routing has not heard of yet, in the order of a contact's life. */
export function dueEffects(contact: ConnectContact): ContactEffect[] {
  const effects = contact.outbound === true ? outboundEffects : contactEffects;
  return effects.filter((effect) => !contact.done.includes(effect) && isCalledFor[effect](contact));
}

export const isOver = ({ at }: ConnectContact): boolean =>
  at.DISCONNECTED !== undefined || at.COMPLETED !== undefined;

/** Whoever has finished work on it has had it. */
const isTaken = ({ at, userId }: ConnectContact) =>
  at.CONNECTED_TO_AGENT !== undefined || (at.COMPLETED !== undefined && userId !== undefined);

const isCalledFor: Readonly<Record<ContactEffect, (contact: ConnectContact) => boolean>> = {
  callback: (contact) => contact.callback && !isTaken(contact) && !isOver(contact),
  accepted: (contact) => isTaken(contact),
  "customer-left": (contact) =>
    isOver(contact) && !isTaken(contact) && isCustomers(contact) && goesOnNowhere(contact),
  released: (contact) => isTaken(contact) && contact.at.COMPLETED !== undefined,
};

/** Whether the customer is who waits on it: not on a task of ours, nor in a survey after the agent has gone. */
const isCustomers = ({ own, follows, at }: ConnectContact) => !own && (!follows || at.QUEUED !== undefined);

const goesOnNowhere = ({ callbackChosen, followedBy }: ConnectContact) =>
  !callbackChosen && followedBy === undefined;
