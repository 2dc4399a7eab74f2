/** Contacts and links in memory, and a routing that writes down what it is told. */
import { type ConnectContact, newContact } from "../../../domain/connect/contact.ts";
import type { FollowAgentDeps } from "../../../domain/connect/follow-agent.ts";

export class ContactWorld {
  readonly contacts = new Map<string, ConnectContact>();
  readonly cases = new Map<string, string>();
  readonly told: string[] = [];
  readonly statuses: string[] = [];
  /** Whether offers are those of the agents who take them. */
  accepts = true;
  /** Counts down: what routing is told then fails. */
  failIn = Number.POSITIVE_INFINITY;

  readonly deps: FollowAgentDeps = {
    contacts: {
      read: async (contactId) => this.contacts.get(contactId),
      change: async (contactId, change) => {
        const after = change(this.contacts.get(contactId) ?? newContact(contactId));
        this.contacts.set(contactId, after);
        return after;
      },
    },
    links: {
      caseOf: async (contactId) => this.cases.get(contactId),
      link: async (contactId, caseId) => void this.cases.set(contactId, caseId),
      agentOf: async (userId) => (userId.startsWith("user-") ? userId.replace("user-", "agent-") : undefined),
    },
    routing: {
      acceptOffer: async ({ caseId, agentId, token }) => {
        await this.#tell(`accepted ${caseId} ${agentId} ${token ?? "-"}`);
        return { kind: this.accepts ? "accepted" : "stale" };
      },
      giveBack: ({ caseId, agentId, token, how }) => this.#tell(`${how} ${caseId} ${agentId} ${token}`),
      takeOver: ({ caseId, agentId }) => this.#tell(`taken-over ${caseId} ${agentId}`),
      releaseWork: ({ caseId, agentId }) => this.#tell(`released ${caseId} ${agentId}`),
      endRouting: (caseId, how) => this.#tell(`${how} ${caseId}`),
      changeToCallback: (caseId, contactId) => this.#tell(`callback ${caseId} ${contactId}`),
    },
    setAgentStatus: async (agentId, status, at) => void this.statuses.push(`${agentId} ${status} ${at}`),
  };

  async #tell(what: string): Promise<void> {
    this.failIn -= 1;
    if (this.failIn === 0) throw new Error("no connection");
    this.told.push(what);
  }
}
