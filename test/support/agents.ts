/** Agents who work with the staff API alone, and customers who write to them. */
import type { AgentView, RoutingView } from "../../schemas/api/routing-shapes.ts";
import { send, standardCall } from "./senders.ts";
import { eventually, Staff } from "./staff.ts";

export const json = async <Body>(answer: Promise<Response>): Promise<Body> =>
  (await answer).json() as Promise<Body>;

export interface Colleague {
  readonly agentId: string;
  readonly staff: Staff;
  me(): Promise<AgentView>;
  be(status: "available" | "away" | "offline"): Promise<AgentView>;
  /** What is offered, once something is. */
  offer(): Promise<AgentView["work"][number]>;
  accept(work: { readonly caseId: string; readonly token: number }): Promise<Response>;
}

/** Makes an agent known, and signs in as them. */
export async function hire(url: string, agentId: string, can: object = {}): Promise<Colleague> {
  const admin = await Staff.signIn(url, "admin");
  const human = { queues: ["general", "cards", "complaints", "premium"], languages: ["tr", "en"] };
  const asked = "kind" in can ? can : { ...human, ...can };
  const saved = await admin.send("PUT", `/v1/admin/agents/${agentId}`, asked);
  if (!saved.ok) throw new Error(`agent ${agentId}: ${saved.status} ${await saved.text()}`);
  const staff = await Staff.signIn(url, "agent", agentId);
  const me = () => json<AgentView>(staff.get("/v1/agents/me"));
  return {
    agentId,
    staff,
    me,
    be: (status) => json<AgentView>(staff.send("POST", "/v1/agents/me/status", { status })),
    offer: () => eventually(async () => (await me()).work.find(({ state }) => state === "offered")),
    accept: ({ caseId, token }) => staff.send("POST", `/v1/cases/${caseId}/accept`, { token }),
  };
}

/** A customer writes; each card is another customer. */
export async function write(url: string, card: string, text: string, what: object = {}): Promise<void> {
  const call = standardCall({
    id: `${card}-${text}`,
    occurredAt: new Date().toISOString(),
    channel: "chat",
    direction: "inbound",
    kind: "message.received",
    identifiers: [{ kind: "loyalty", value: card, level: "verified" }],
    text,
    ...what,
  });
  const answer = await send(url, call);
  if (!answer.ok) throw new Error(`${call.path} answered ${answer.status}`);
}

/** The case of a customer who has one, once it is there. */
export async function caseOf(staff: Staff, card: string): Promise<string> {
  return eventually(async () => {
    const customerId = await staff.resolve(`loyalty:${card}`);
    if (customerId === undefined) return undefined;
    const { items } = await json<{ items: { caseId: string }[] }>(
      staff.get(`/v1/customers/${customerId}/cases`),
    );
    return items[0]?.caseId;
  });
}

/** Where the case stands, once it is on its way. */
export const routingOf = (staff: Staff, caseId: string): Promise<RoutingView> =>
  eventually(async () => {
    const answer = await staff.get(`/v1/cases/${caseId}/routing`);
    return answer.status === 404 ? undefined : ((await answer.json()) as RoutingView);
  });
