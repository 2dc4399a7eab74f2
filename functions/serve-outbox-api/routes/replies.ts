/** Routes about messages of ours: replies in a case, messages to a customer, and what became of them. */

import type * as z from "zod/mini";
import { customerIn } from "../../../domain/cases/case-id.ts";
import { type Person, readPerson } from "../../../domain/identity/person.ts";
import {
  type AcceptedSend,
  type AcceptSendDeps,
  acceptSend,
  type To,
} from "../../../domain/outbox/accept-send.ts";
import { type DecideDeps, decideUncertain } from "../../../domain/outbox/decide-uncertain.ts";
import type { Draft } from "../../../domain/outbox/draft.ts";
import type { Policies } from "../../../domain/policies/policies.ts";
import { conflict, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type {
  messageRequestSchema,
  replyRequestSchema,
  SendDecision,
  SendView,
} from "../../../schemas/api/outbox-shapes.ts";
import type { MessageStatus } from "../../../schemas/contact-event.ts";
import type { Send } from "../../../schemas/send.ts";

export interface ReplyDeps extends AcceptSendDeps, DecideDeps {
  readonly policies: Policies;
  readonly newSendId: () => string;
  /** Ids of the newest sends of a case, newest first. */
  readonly sendIdsOf: (person: Person, caseId: string) => Promise<readonly string[]>;
  /** How far a message is by its provider's reports; `undefined` where there are none yet. */
  readonly reportedStatus: (send: Send) => Promise<MessageStatus | undefined>;
}

type Reply = z.infer<typeof replyRequestSchema>;
type Message = z.infer<typeof messageRequestSchema>;
type CasePath = { readonly caseId: string };
type SendPath = { readonly sendId: string };

/** Replies serve the customer's own request. */
const replyPurpose = "service";

export function replyRoutes(deps: ReplyDeps) {
  const accept = async (to: To, draft: Draft) => {
    const { policy } = await deps.policies.current("cases");
    const accepted = await acceptSend(deps, to, draft, policy);
    if (accepted.kind !== "accepted" && accepted.kind !== "repeated") return refusalOf(accepted);
    const send = await deps.outbox.load(draft.sendId);
    return send === undefined ? notFound : ok(await viewOf(send));
  };
  const viewOf = async (send: Send): Promise<SendView> => sendView(send, await deps.reportedStatus(send));

  return {
    replyToCase: async ({ path, body, caller }: Input<CasePath, unknown, Reply>) => {
      const { replyId, ...rest } = body;
      const sendId = replyId ?? deps.newSendId();
      return accept(path, { ...rest, sendId, purpose: replyPurpose, agentId: caller.agentId });
    },
    sendMessage: async ({ path, body, caller }: Input<{ customerId: string }, unknown, Message>) => {
      const { messageId, ...rest } = body;
      return accept(path, { ...rest, sendId: messageId ?? deps.newSendId(), agentId: caller.agentId });
    },
    listReplies: async ({ path }: Input<CasePath, unknown, unknown>) => {
      const person = await readPerson(deps.readMember, customerIn(path.caseId) ?? "");
      if (person === undefined) return notFound;
      const ids = await deps.sendIdsOf(person, path.caseId);
      const sends = await Promise.all(ids.map((id) => deps.outbox.load(id)));
      return ok({
        items: await Promise.all(sends.flatMap((send) => (send === undefined ? [] : [viewOf(send)]))),
      });
    },
    getSend: async ({ path }: Input<SendPath, unknown, unknown>) => {
      const send = await deps.outbox.load(path.sendId);
      return send === undefined ? notFound : ok(await viewOf(send));
    },
    decideSend: async ({ path, body }: Input<SendPath, unknown, { decision: SendDecision }>) => {
      const decided = await decideUncertain(deps, path.sendId, body.decision);
      if (decided === "not-found") return notFound;
      if (decided === "certain")
        return conflict("what became of this message is known: there is nothing to decide");
      return ok(await viewOf(decided));
    },
  };
}

function sendView({ request, receipt, ...send }: Send, reported: MessageStatus | undefined): SendView {
  const { sendId, caseId, customerId, agentId, channel, provider, endpointId, purpose, occurredAt } = request;
  const { state, attempts, reason, code, providerMessageId } = send;
  const isOver = state === "refused" || state === "suppressed";
  return {
    sendId,
    ...(caseId === undefined ? {} : { caseId }),
    customerId,
    agentId,
    channel,
    provider,
    endpointId,
    purpose,
    createdAt: occurredAt,
    state,
    status: isOver ? "failed" : (reported ?? "queued"),
    attempts,
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
    ...(providerMessageId === undefined ? {} : { providerMessageId }),
    ...(receipt === undefined ? {} : { receipt }),
  };
}

function refusalOf(refused: Exclude<AcceptedSend, { kind: "accepted" | "repeated" }>) {
  switch (refused.kind) {
    case "not-found":
      return notFound;
    case "taken":
      return conflict("there is another message with this id: choose a new one");
    case "closed":
      return conflict("the case is closed: the customer's next message opens a new one");
    case "stale":
      return conflict(
        "the case is in the hands of an agent: it takes the token of their reservation (GET /v1/cases/{caseId}/routing)",
      );
    case "unreachable":
      return conflict(
        refused.channel === undefined
          ? "no account of ours can write to this customer"
          : `no account of ours can write to this customer by ${refused.channel}: name another channel`,
      );
    case "too-long":
      return invalid("/text", `${refused.length} ${refused.counted}, the channel takes ${refused.most}`);
    case "no-media":
      return invalid("/mediaUrls", "the channel takes no files");
    case "too-many-files":
      return invalid("/mediaUrls", `files of one message, at most: ${refused.most}`);
    case "suppressed":
      return conflict(`not sent: ${refused.reason}: ${remedyOf(refused)}`);
  }
}

function remedyOf({ reason, until, unless }: Extract<AcceptedSend, { kind: "suppressed" }>): string {
  switch (reason) {
    case "opted-out":
      return "the customer has refused it there, and only they can take that back";
    case "no-consent":
      return "nothing of theirs to answer, and no consent: record it when they give it (POST /v1/customers/{customerId}/consents)";
    case "window-closed":
      if (unless === "template") return "until they write again, only a template of the provider's";
      if (unless === "human-agent")
        return "until they write again, only an agent's answer, with asHumanAgent";
      return "until they write again, by another channel";
    case "contacted-recently":
    case "quiet-hours":
      return `not before ${until?.toISOString() ?? "tomorrow"}`;
  }
}
