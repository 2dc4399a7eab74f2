/** Keeps which contacts Amazon Connect has offered to whom, so that the agents' answers find their offers. */
import type { MadeOffers } from "./carry-out-command.ts";
import { isOver } from "./contact.ts";
import type { ConnectContacts, ConnectLinks } from "./follow-contact.ts";

/** The tasks that were made for offers: who takes an offer back must find its task. */
export interface OfferTasks {
  keep(caseId: string, token: number, contactId: string): Promise<void>;
  find(caseId: string, token: number): Promise<string | undefined>;
}

export interface MadeOffersDeps {
  readonly contacts: ConnectContacts;
  readonly links: Pick<ConnectLinks, "link">;
  readonly tasks: OfferTasks;
}

export function madeOffers({ contacts, links, tasks }: MadeOffersDeps): MadeOffers {
  return {
    async keep({ contactId, caseId, agentId, token, own, at }) {
      if (own) await tasks.keep(caseId, token, contactId);
      await contacts.change(contactId, (contact) => ({
        ...contact,
        own: contact.own || own,
        offer: { agentId, token, at: at.toISOString() },
      }));
      await links.link(contactId, caseId);
    },
    taskOf: tasks.find,
    async isOver(contactId) {
      const contact = await contacts.read(contactId);
      return contact !== undefined && isOver(contact);
    },
  };
}
