/** What happens to a case on its way to an agent. Pure; every change is a new version. */
import type { Reservation, Routing, RoutingFacts, Step } from "../../schemas/routing/routing.ts";
import { rankOf } from "./head-start.ts";

export interface NewRouting {
  readonly caseId: string;
  readonly customerId: string;
  readonly leg: number;
  readonly facts: RoutingFacts;
  readonly steps: readonly Step[];
  readonly headStart: Routing["headStart"];
  readonly enqueuedAt: string;
  readonly callback: boolean;
  readonly contactId?: string | undefined;
}

/** A case comes into line, for the first time or for a further leg of its way. */
export function inLine(arrived: NewRouting, before: Routing | undefined): Routing {
  const { steps, headStart, contactId, ...facts } = arrived;
  return {
    ...facts,
    status: "waiting",
    steps: [...steps],
    step: 0,
    headStart,
    rank: rankOf(arrived.enqueuedAt, headStart),
    token: before?.token ?? 0,
    ...(contactId === undefined ? {} : { contactId }),
    version: (before?.version ?? 0) + 1,
  };
}

/** The case asks for something else from now on; its place and its leg stay. */
export function inLineAgain(
  routing: Routing,
  { contactId = routing.contactId, ...arrived }: Omit<NewRouting, "leg" | "enqueuedAt">,
): Routing {
  const { leg, enqueuedAt, callback } = routing;
  return inLine({ ...arrived, contactId, leg, enqueuedAt, callback: callback || arrived.callback }, routing);
}

/** What no status but its own keeps. */
type Passing = "reservation" | "taskToken" | "ended";

function next(
  routing: Routing,
  change: Partial<Routing>,
  keep: Partial<Pick<Routing, Passing>> = {},
): Routing {
  const { reservation: _reservation, taskToken: _taskToken, ended: _ended, ...lasting } = routing;
  return { ...lasting, ...change, ...keep, version: routing.version + 1 };
}

/** The workflow waits with this token from now on. */
export const withTaskToken = (routing: Routing, taskToken: string): Routing => ({
  ...routing,
  taskToken,
  version: routing.version + 1,
});

export const atStep = (routing: Routing, step: number): Routing => ({
  ...routing,
  step,
  version: routing.version + 1,
});

/** An agent's capacity is held for the case. */
export function offered(routing: Routing, agentId: string, at: string, leaseUntil: string): Routing {
  const token = routing.token + 1;
  return next(
    routing,
    { status: "offered", token },
    { reservation: { agentId, token, since: at, leaseUntil } },
  );
}

export function assigned(routing: Routing, reservation: Reservation, at: string): Routing {
  const { agentId, token, contactId } = reservation;
  return next(
    routing,
    { status: "assigned" },
    { reservation: { agentId, token, since: at, ...(contactId === undefined ? {} : { contactId }) } },
  );
}

/** An agent has taken the case without an offer: a reservation and its acceptance in one. */
export function takenBy(routing: Routing, agentId: string, at: string): Routing {
  const token = routing.token + 1;
  return next(routing, { status: "assigned", token }, { reservation: { agentId, token, since: at } });
}

/** Back in line, at the place it had. */
export const backInLine = (routing: Routing): Routing => next(routing, { status: "waiting" });

export const ended = (routing: Routing, end: NonNullable<Routing["ended"]>): Routing =>
  next(routing, { status: "ended" }, { ended: end });
