/**
 * Development routes under `/v1/dev/connect/`: a person plays the customer's telephone and the agent's workspace.
 * Nothing of them is in the template.
 */
import * as z from "zod";
import { type HttpResponse, message } from "../../http-api/response.ts";
import type { ContactCentre } from "../centre.ts";
import type { Contact } from "../model.ts";
import { acceptContact, clearContact, comeIn, declineContact, hangUp, press, putStatus } from "./acts.ts";
import { RefusedError } from "./refused.ts";
import { agentView, contactView } from "./views.ts";

/** @returns undefined when no such route is here */
export type ServeDevRoute = (method: string, path: string, body: Buffer) => HttpResponse | undefined;

const prefix = "/v1/dev/connect/";
const call = z.object({ from: z.string().optional(), to: z.string().optional() });
const chat = z.object({
  attributes: z.record(z.string(), z.string()).default({}),
  customerId: z.string().optional(),
});
const pressed = z.object({ digits: z.string().min(1) });
const who = z.object({ by: z.enum(["customer", "agent"]).optional() });
const wanted = z.object({ status: z.string() });

/** By method and path; `*` is the contact's id or the agent's name. */
type Routes = Readonly<Record<string, (id: string, body: Buffer) => HttpResponse>>;

export function connectDevRoutes(centre: ContactCentre): ServeDevRoute {
  const { instance, view } = centre;

  function find(contactId: string): Contact {
    const contact = view.contact(contactId);
    if (!contact) throw new RefusedError(404, "no such contact");
    return contact;
  }
  function shown(contactId: string) {
    const contact = find(contactId);
    const agent = contact.agentId === undefined ? undefined : view.agent(contact.agentId);
    return contactView(instance, contact, agent);
  }
  const started = ({ contactId }: Contact) => json(201, shown(contactId));
  const changing =
    (change: (contact: Contact, body: Buffer) => void) => (contactId: string, body: Buffer) => {
      change(find(contactId), body);
      return json(200, shown(contactId));
    };

  const routes: Routes = {
    "POST calls": (_, body) => {
      const { from, to = instance.phoneNumber } = call.parse(parsed(body));
      const ends = { customerEndpoint: telephone(from), systemEndpoint: telephone(to) };
      return started(comeIn(centre, "voice", { channel: "VOICE", ...ends }));
    },
    "POST chats": (_, body) =>
      started(comeIn(centre, "chat", { channel: "CHAT", ...chat.parse(parsed(body)) })),
    "GET contacts": () => json(200, { items: view.openContacts().map(({ contactId }) => shown(contactId)) }),
    "GET contacts/*": (contactId) => json(200, shown(contactId)),
    "POST contacts/*/accept": changing((contact) => acceptContact(centre, contact)),
    "POST contacts/*/decline": changing((contact) => declineContact(centre, contact)),
    "POST contacts/*/clear": changing((contact) => clearContact(centre, contact)),
    "POST contacts/*/hang-up": changing((contact, body) =>
      hangUp(centre, contact, who.parse(parsed(body)).by),
    ),
    "POST contacts/*/press": changing((contact, body) =>
      press(centre, contact, pressed.parse(parsed(body)).digits),
    ),
    "GET agents": () => json(200, { items: view.agents().map((agent) => agentView(instance, agent)) }),
    "POST agents/*/status": (username, body) => {
      const agent = view.agent(putStatus(centre, username, wanted.parse(parsed(body)).status));
      return json(200, agent && agentView(instance, agent));
    },
  };

  return (method, path, body) => {
    if (!path.startsWith(prefix)) return undefined;
    const [subject, id, ...rest] = path.slice(prefix.length).split("/");
    const route = routes[`${method} ${[subject, ...(id === undefined ? [] : ["*"]), ...rest].join("/")}`];
    try {
      return route?.(decodeURIComponent(id ?? ""), body);
    } catch (error) {
      if (error instanceof RefusedError) return message(error.status, error.message);
      if (error instanceof z.ZodError) return message(400, z.prettifyError(error));
      throw error;
    }
  };
}

function telephone(number: string | undefined) {
  return number === undefined ? undefined : { Address: number, Type: "TELEPHONE_NUMBER" };
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function json(status: number, body: unknown): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, cookies: [], body: JSON.stringify(body) };
}
