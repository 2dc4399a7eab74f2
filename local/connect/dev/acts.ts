/** What a person does by the development routes: as the customer on the telephone, and as the agent. */
import { localUser } from "../agents/staff.ts";
import type { ContactCentre } from "../centre.ts";
import { giveInput } from "../flows/run.ts";
import { clear, connectToSystem, disconnect, leave, startContact, startOf } from "../lifecycle.ts";
import type { Agent, Contact } from "../model.ts";
import { accept, decline } from "../offers.ts";
import { addUser, logIn, logOut, setStatus } from "../status.ts";
import { RefusedError } from "./refused.ts";

/** Which flow a telephone number leads to is not in CloudFormation: here it is the one that is named for it. */
export function comeIn(
  centre: ContactCentre,
  kind: "voice" | "chat",
  more: Partial<Contact> & Pick<Contact, "channel">,
): Contact {
  const flow = [...centre.instance.flows.values()].find(
    ({ type, name }) => type === "CONTACT_FLOW" && name.toLowerCase().split(/\W+/).includes(kind),
  );
  if (!flow) throw new RefusedError(409, `no CONTACT_FLOW has the word "${kind}" in its name`);
  const initiationMethod = kind === "voice" ? "INBOUND" : "API";
  return centre.act((floor) =>
    connectToSystem(floor, startContact(floor, { initiationMethod, flow: startOf(floor, flow.id), ...more })),
  );
}

export function acceptContact(centre: ContactCentre, contact: Contact) {
  refuseUnlessRinging(contact);
  centre.act((floor) => accept(floor, contact));
}

export function declineContact(centre: ContactCentre, contact: Contact) {
  refuseUnlessRinging(contact);
  centre.act((floor) => decline(floor, contact, "REJECTED"));
}

/** @param by absent: the agent once there is one, else the customer */
export function hangUp(centre: ContactCentre, contact: Contact, by: "customer" | "agent" | undefined) {
  if (contact.disconnectedAt !== undefined) throw new RefusedError(409, "the contact is over");
  const isConnected = contact.state === "CONNECTED";
  if (by === "agent" && !isConnected) throw new RefusedError(409, "no agent is connected");
  const byAgent = isConnected && by !== "customer";
  centre.act((floor) =>
    byAgent ? leave(floor, contact) : disconnect(floor, contact, "CUSTOMER_DISCONNECT"),
  );
}

/** By the agent who had it, or missed or declined it. */
export function clearContact(centre: ContactCentre, { contactId }: Contact) {
  const agent = centre.view
    .agents()
    .find(({ contacts }) =>
      contacts.some(
        (seen) => seen.contactId === contactId && ["ENDED", "MISSED", "REJECTED"].includes(seen.state),
      ),
    );
  if (!agent) throw new RefusedError(409, "no agent has it to clear");
  centre.act((floor) => clear(floor, agent, contactId));
}

export function press(centre: ContactCentre, contact: Contact, digits: string) {
  if (!centre.act((floor) => giveInput(floor, contact, digits)))
    throw new RefusedError(409, "nothing was asked");
}

/** Who was never here before becomes a user. @returns the agent's id */
export function putStatus(centre: ContactCentre, username: string, name: string): string {
  const status = [...centre.instance.statuses.values()].find((one) => one.name === name);
  if (!status) throw new RefusedError(400, `no status is called ${name}`);
  const known: Agent | undefined = centre.view.agents().find((agent) => agent.username === username);
  const { userId } = centre.act((floor) => {
    const agent = known ?? addUser(floor, localUser(centre, username));
    if (status.type !== "OFFLINE") return setStatus(floor, logIn(floor, agent), status);
    return logOut(floor, setStatus(floor, agent, status));
  });
  return userId;
}

function refuseUnlessRinging({ state, ringsUntil }: Contact) {
  if (state !== "OFFERED" || ringsUntil === undefined) {
    throw new RefusedError(409, "the contact rings at nobody");
  }
}
