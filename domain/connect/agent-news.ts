/** What an event of Amazon Connect's agent event stream says of an agent and of their contacts. Pure. */
import type { AgentStatus } from "../../schemas/routing/agent.ts";

export interface SnapshotContact {
  readonly contactId: string;
  /** `INCOMING`, `CONNECTED`, `MISSED`, ... */
  readonly state: string;
  readonly since?: string | undefined;
  /** Since when the agent has it; absent as long as it rings. */
  readonly connectedAt?: string | undefined;
}

/** What of a snapshot we go by. */
export interface AgentSnapshot {
  readonly status?: AgentStatus | undefined;
  readonly statusSince?: string | undefined;
  /** Taken when the last contact is gone; until then no new one is offered. */
  readonly nextStatus?: AgentStatus | undefined;
  readonly contacts: readonly SnapshotContact[];
}

/** An event of the stream (Administrator Guide, "Agent event streams data model"). */
export interface AgentEvent {
  readonly userId: string;
  readonly type: "LOGIN" | "LOGOUT" | "STATE_CHANGE" | "HEART_BEAT";
  readonly at: string;
  readonly current?: AgentSnapshot | undefined;
  readonly previous?: AgentSnapshot | undefined;
}

export type AgentContactNews = { readonly contactId: string; readonly at: string } & (
  | { readonly state: "accepted" | "declined" | "missed" }
  /** The agent is done with it, after-contact work included. */
  | { readonly state: "gone"; readonly connectedAt: string }
);

export interface AgentNews {
  readonly userId: string;
  readonly status: AgentStatus;
  /** When the status came about: older news than what is known is nothing. */
  readonly at: string;
  readonly contacts: readonly AgentContactNews[];
}

export function agentNews({ userId, type, at, current, previous }: AgentEvent): AgentNews {
  const status = type === "LOGOUT" ? "offline" : statusOf(current);
  const isChange = type === "LOGOUT" || (previous && statusOf(previous) !== status);
  // A heartbeat, or a change of something else, repeats a status: that is no newer for being said again.
  const statusAt = type === "LOGIN" ? justBefore(at) : isChange ? at : (current?.statusSince ?? at);
  return {
    userId,
    status,
    at: statusAt,
    contacts: [...saidOf(current, at), ...goneFrom(previous, current, at)],
  };
}

/** A status that is chosen in the instant of the login is newer than the one that agents log in with. */
const justBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString();

/** Who has chosen their next status gets nothing more, whatever they are now. */
function statusOf(snapshot: AgentSnapshot | undefined): AgentStatus {
  const { status = "offline", nextStatus = status } = snapshot ?? {};
  return status === "available" && nextStatus !== "available" ? "away" : status;
}

const newsByState: Readonly<Record<string, "accepted" | "declined" | "missed">> = {
  CONNECTED: "accepted",
  CONNECTED_ONHOLD: "accepted",
  REJECTED: "declined",
  MISSED: "missed",
  ERROR: "missed",
};

function saidOf(snapshot: AgentSnapshot | undefined, at: string): AgentContactNews[] {
  return (snapshot?.contacts ?? []).flatMap(({ contactId, state, since, connectedAt }) => {
    const news = newsByState[state];
    if (news === undefined) return [];
    return [{ contactId, state: news, at: (news === "accepted" ? connectedAt : undefined) ?? since ?? at }];
  });
}

/** Contacts that the agent had and has no more. */
function goneFrom(
  previous: AgentSnapshot | undefined,
  current: AgentSnapshot | undefined,
  at: string,
): AgentContactNews[] {
  const still = new Set(current?.contacts.map(({ contactId }) => contactId));
  return (previous?.contacts ?? []).flatMap(({ contactId, connectedAt }) =>
    connectedAt === undefined || still.has(contactId) ? [] : [{ contactId, state: "gone", at, connectedAt }],
  );
}
