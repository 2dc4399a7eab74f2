/** An agent calls the customer of a case: the number becomes one more identity key, and Amazon Connect dials. */
import type { CasePolicy } from "../../schemas/policies.ts";
import { type ActDeps, actOnCase, findCase } from "../cases/act-on-case.ts";
import { customerIn } from "../cases/case-id.ts";
import { isAlive } from "../cases/case-status.ts";
import { type AddNumberDeps, addNumber, type NumberRefused } from "../identity/add-number.ts";
import { readPerson } from "../identity/person.ts";
import { type Fenced, fenceOf } from "../routing/case-fence.ts";
import type { RoutingStore } from "../routing/routing-store.ts";
import { addCommand, type CommandLines, type WakeUps } from "./commands.ts";

export interface CallDeps extends AddNumberDeps {
  readonly act: ActDeps;
  readonly store: Pick<RoutingStore, "readRouting" | "readAgent">;
  readonly lines: CommandLines;
  readonly wakeUps: WakeUps;
}

export interface WantedCall {
  readonly caseId: string;
  readonly agentId: string;
  readonly phone: string;
  readonly verified: boolean;
  readonly token?: number | undefined;
  readonly note?: string | undefined;
}

export type Called =
  | { readonly kind: "called"; readonly callId: string; readonly identifierId: string }
  /** The agent is no user of Amazon Connect: there is no telephone to talk by. */
  | { readonly kind: "no-telephone" }
  | { readonly kind: "not-found" | "closed" }
  | Exclude<Fenced, { kind: "free" }>
  | NumberRefused;

/**
 * Whoever is stopped between the event and the command has not called: the agent asks again. An identifier that
 * was added stays.
 */
export async function callCustomer(deps: CallDeps, wanted: WantedCall, policy: CasePolicy): Promise<Called> {
  const { caseId, agentId, note } = wanted;
  const person = await readPerson(deps.act.readMember, customerIn(caseId) ?? "");
  const found = person === undefined ? undefined : findCase(person, caseId)?.whole;
  if (person === undefined || found === undefined) return { kind: "not-found" };
  if (!isAlive(found, policy, deps.now().toISOString())) return { kind: "closed" };
  const userId = (await deps.store.readAgent(agentId))?.profile.connectUserId;
  if (userId === undefined) return { kind: "no-telephone" };
  const fenced = await fenceOf(deps, caseId, wanted.token);
  if (fenced.kind !== "free") return fenced;
  const added = await addNumber(deps, person, { ...wanted, customerId: found.customerId });
  if (!("identifierId" in added)) return added;
  const { identifierId } = added;
  const attributes = { identifierId };
  const action = { kind: "call.requested", attributes, note, fence: fenced.fence } as const;
  const acted = await actOnCase(deps.act, caseId, action, agentId, policy);
  if (acted.kind !== "done") return acted;
  const relatedContactId = acted.found.whole.contactIds.at(-1);
  await addCommand(deps, {
    kind: "call",
    rank: deps.now().toISOString(),
    callId: acted.eventId,
    caseId: acted.found.whole.caseId,
    identifierId,
    agentId,
    userId,
    ...(relatedContactId === undefined ? {} : { relatedContactId }),
  });
  return { kind: "called", callId: acted.eventId, identifierId };
}
