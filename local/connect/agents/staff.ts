/** Simulated agents: they log in, answer, handle, write down the outcome in Omniline, and rest. */
import { describeError, type Log } from "../../log.ts";
import { uuidFrom } from "../../template/resource-types.ts";
import type { ContactCentre } from "../centre.ts";
import type { Floor } from "../floor.ts";
import type { User } from "../instance.ts";
import { clear, leave } from "../lifecycle.ts";
import type { Agent } from "../model.ts";
import { accept, decline } from "../offers.ts";
import { addUser, logIn, logOut, setStatus, statusNamed } from "../status.ts";
import { type Behaviour, type ContactMove, type Desk, type Move, nextMove, outcomeOf } from "./behaviour.ts";

/** What simulated agents want of Omniline's staff API. */
export interface StaffApi {
  /** Makes an agent known who is not; what an admin has said about one stays. */
  register(agent: {
    readonly agentId: string;
    readonly name: string;
    readonly connectUserId: string;
  }): Promise<void>;
  /** `undefined` for a contact of no case. */
  caseOf(agentId: string, contactId: string): Promise<string | undefined>;
  wrapUp(agentId: string, caseId: string, outcome: string): Promise<void>;
}

export interface Staff {
  /** No agent does anything any more. */
  close(): void;
}

/** The contact attribute that names the case. */
const caseAttribute = "omniline_case";
const retryMs = 5000;
/** Nobody does two things quicker than that: what cannot be done at the moment is not tried all the time. */
const quickestMs = 100;

export function localUser(centre: ContactCentre, username: string): User {
  const [profile] = centre.instance.routingProfiles.values();
  if (!profile) throw new Error("the template has no routing profile for agents");
  const [firstName = username, lastName = ""] = username.split("-");
  return { id: uuidFrom(username), username, firstName, lastName, routingProfileId: profile.id };
}

export function startStaff(
  centre: ContactCentre,
  api: StaffApi,
  { count, behaviour, log }: { readonly count: number; readonly behaviour: Behaviour; readonly log: Log },
): Staff {
  const users = Array.from({ length: count }, (_, index) => localUser(centre, `agent-${index + 1}`));
  const busy = new Set<string>();
  let workedAt = 0;
  let cancel = () => {};
  let closed = false;

  async function start(user: User, isFirstTry = true) {
    const { id: connectUserId, username: agentId } = user;
    try {
      await api.register({ agentId, name: agentId.replace("agent-", "Agent "), connectUserId });
    } catch (error) {
      if (isFirstTry) log.error(`${agentId} is not known to Omniline yet: ${describeError(error)}`);
      centre.clock.after(retryMs, () => closed || void start(user, false));
      return;
    }
    if (closed) return;
    centre.act((floor) =>
      setStatus(floor, logIn(floor, addUser(floor, user)), statusNamed(centre.instance, "Available")),
    );
  }

  /** One timer for all: whatever changes, everybody's next move is looked up anew. */
  function plan() {
    cancel();
    if (closed) return;
    const earliest = Math.min(...moves().map(({ move }) => move.at));
    if (earliest === Number.POSITIVE_INFINITY) return;
    const at = Math.max(earliest, workedAt + quickestMs);
    cancel = centre.clock.after(Math.max(0, at - centre.clock.now()), work);
  }

  function moves(): readonly { readonly agent: Agent; readonly move: Move }[] {
    return users.flatMap(({ id }) => {
      const agent = busy.has(id) ? undefined : centre.view.agent(id);
      const move = agent?.loggedIn ? nextMove(deskOf(centre, agent), behaviour) : undefined;
      return agent && move ? [{ agent, move }] : [];
    });
  }

  function work() {
    const now = centre.clock.now();
    workedAt = now;
    for (const { agent, move } of moves()) if (move.at <= now) void perform(agent, move);
    plan();
  }

  async function perform(agent: Agent, move: Move) {
    if (move.kind === "finish") {
      busy.add(agent.userId);
      await recordOutcome(agent, move.contactId);
      busy.delete(agent.userId);
      if (closed) return;
    }
    centre.act((floor) => {
      const current = floor.state.agent(agent.userId);
      if (!current) return;
      if (move.kind === "take-break") setStatus(floor, current, statusNamed(floor.instance, "Break"));
      else if (move.kind === "return") setStatus(floor, current, statusNamed(floor.instance, "Available"));
      else if (move.kind === "clear") clear(floor, current, move.contactId);
      else handle(floor, current, move);
    });
  }

  async function recordOutcome(agent: Agent, contactId: string) {
    try {
      const named = centre.view.contact(contactId)?.attributes[caseAttribute];
      const caseId = named ?? (await api.caseOf(agent.username, contactId));
      if (caseId === undefined) return;
      await api.wrapUp(agent.username, caseId, outcomeOf(agent.username, contactId, behaviour));
    } catch (error) {
      log.error(`${agent.username} could not write down an outcome: ${describeError(error)}`);
    }
  }

  goHome(centre, count);
  centre.onChange(plan);
  for (const user of users) void start(user);
  return {
    close() {
      closed = true;
      cancel();
    },
  };
}

/** Agents of an earlier start, for whom nobody acts any more. */
function goHome(centre: ContactCentre, count: number) {
  const left = centre.view.agents().filter(({ username, loggedIn }) => {
    const number = Number(/^agent-(\d+)$/.exec(username)?.[1] ?? 0);
    return loggedIn && number > count;
  });
  for (const agent of left) {
    centre.act((floor) => logOut(floor, setStatus(floor, agent, statusNamed(floor.instance, "Offline"))));
  }
}

/** The contact may have gone while its agent thought about it. */
function handle(floor: Floor, agent: Agent, { kind, contactId }: ContactMove) {
  const contact = floor.state.contact(contactId);
  if (contact?.agentId !== agent.userId) return;
  if (kind === "finish" && contact.state === "CONNECTED") leave(floor, contact);
  if (contact.state !== "OFFERED") return;
  if (kind === "accept") accept(floor, contact);
  if (kind === "decline") decline(floor, contact, "REJECTED");
}

function deskOf(centre: ContactCentre, agent: Agent): Desk {
  const { type } = centre.instance.statuses.get(agent.statusId) ?? {};
  const status = { ROUTABLE: "Available", CUSTOM: "Break", OFFLINE: "Offline" } as const;
  return {
    username: agent.username,
    status: status[type ?? "OFFLINE"],
    statusSince: agent.statusSince,
    isLeaving: agent.nextStatusId !== undefined,
    contacts: agent.contacts,
  };
}
