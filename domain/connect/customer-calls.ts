/** What `call-connect` does about calls to customers, beside dialling: the number, whose contact it is, and failures. */
import { type ActDeps, actOnCase } from "../cases/act-on-case.ts";
import { customerIn } from "../cases/case-id.ts";
import { identifiersOf, readPerson } from "../identity/person.ts";
import type { Policies } from "../policies/policies.ts";
import type { OurCalls } from "./carry-out-command.ts";
import type { CallCommand } from "./commands.ts";
import type { ConnectContacts, ConnectLinks } from "./follow-contact.ts";
import { keepOurCall } from "./our-call.ts";

export interface CustomerCallsDeps {
  readonly contacts: ConnectContacts;
  readonly links: Pick<ConnectLinks, "link">;
  readonly act: ActDeps;
  readonly policies: Policies;
  readonly onFailed: (call: CallCommand, code: string) => void;
}

export function customerCalls(deps: CustomerCallsDeps): OurCalls {
  return {
    async numberOf({ caseId, identifierId }) {
      const person = await readPerson(deps.act.readMember, customerIn(caseId) ?? "");
      const found = person === undefined ? [] : identifiersOf(person);
      return found.find((one) => one.identifierId === identifierId && one.retiredAt === undefined)?.value;
    },
    keep: ({ caseId }, contactId) => keepOurCall(deps, contactId, caseId),
    /** The agent sees on the case that nobody was called. */
    async failed(call, code) {
      deps.onFailed(call, code);
      const { policy } = await deps.policies.current("cases");
      const action = { kind: "call.failed", attributes: { callId: call.callId, code } } as const;
      await actOnCase(deps.act, call.caseId, action, call.agentId, policy);
    },
  };
}
