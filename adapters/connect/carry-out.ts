/** Makes a command a call of Amazon Connect, and Connect's answer one of ours. */
import type {
  CreateContactRequest,
  StartOutboundVoiceContactRequest,
  StartTaskContactRequest,
  UpdateContactRoutingDataRequest,
} from "@aws-sdk/client-connect";
import type { CallAnswer } from "../../domain/connect/carry-out-command.ts";
import {
  type CallCommand,
  type ConnectCommand,
  commandIdOf,
  type OfferCommand,
} from "../../domain/connect/commands.ts";
import { taskDescription, taskName } from "../../domain/connect/task-words.ts";
import { AwsCallError } from "../../domain/errors.ts";
import type { AgentStatus } from "../../schemas/routing/agent.ts";
import { callerAttribute, caseAttribute, tokenAttribute } from "./attributes.ts";
import type { ConnectCall } from "./connect-calls.ts";

export interface ConnectSettings {
  /** The flow that puts tasks into the assigned queue. */
  readonly taskFlowId: string;
  /** The flow that a customer hears whom we call, and the queue whose number they see. */
  readonly callFlowId: string;
  readonly callQueueId: string;
  /** Connect's id of a status; `undefined` where the instance has none like it. */
  readonly statusIdOf: (status: AgentStatus) => Promise<string | undefined>;
}

type Made = { readonly ContactId?: string | undefined };

/** @throws AwsCallError on trouble that passes, and on what only an operator can mend */
export function carryOutWith(call: ConnectCall, settings: ConnectSettings) {
  return async (command: ConnectCommand, about = ""): Promise<CallAnswer> => {
    try {
      return await answerTo(command, about);
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      if (error.status === 429 || throttling.has(error.code)) return { kind: "throttled" };
      if (refusals.has(error.code)) return { kind: "refused", code: error.code };
      throw error;
    }
  };

  async function answerTo(command: ConnectCommand, about: string): Promise<CallAnswer> {
    switch (command.kind) {
      case "offer": {
        const made: Made = await offer(call, settings, commandIdOf(command), command);
        return { kind: "done", contactId: made.ContactId };
      }
      case "withdraw":
        await call("StopContact", { ContactId: about });
        return { kind: "done" };
      case "status": {
        const AgentStatusId = await settings.statusIdOf(command.status);
        if (AgentStatusId === undefined) return { kind: "refused", code: "UnknownStatus" };
        await call("PutUserStatus", { UserId: command.userId, AgentStatusId });
        return { kind: "done" };
      }
      case "call": {
        const made: Made = await call(
          "StartOutboundVoiceContact",
          outbound(settings, commandIdOf(command), command, about),
        );
        return { kind: "done", contactId: made.ContactId };
      }
    }
  }
}

function offer(call: ConnectCall, { taskFlowId }: ConnectSettings, commandId: string, command: OfferCommand) {
  const { mode, userId } = command;
  switch (mode.kind) {
    case "steer":
      return call("UpdateContactRoutingData", preference(mode.contactId, command));
    case "assign":
      return call("AssociateContactWithUser", { ContactId: mode.contactId, UserId: userId });
    case "queue-task":
      return call("StartTaskContact", { ...task(commandId, command), ContactFlowId: taskFlowId });
    case "task":
      return call("CreateContact", {
        ...task(commandId, command),
        Channel: "TASK",
        InitiationMethod: "API",
        InitiateAs: "CONNECTED_TO_USER",
        UserInfo: { UserId: userId },
      });
  }
}

/** So long after an offer that nobody took Connect gives the call to whoever is free, unless it is steered again. */
const nextOfferSeconds = 30;

function preference(
  ContactId: string,
  { userId, offerSeconds }: OfferCommand,
): Omit<UpdateContactRoutingDataRequest, "InstanceId"> {
  const Expression = {
    AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: [userId] } } },
  };
  const Expiry = { DurationInSeconds: offerSeconds + nextOfferSeconds };
  return { ContactId, RoutingCriteria: { Steps: [{ Expression, Expiry }] } };
}

type Task = Pick<
  CreateContactRequest & StartTaskContactRequest,
  "Attributes" | "References" | "ClientToken"
> & {
  Name: string;
  Description: string;
};

/** No personal data: the panel shows the case to those who may see it. */
function task(ClientToken: string, { caseId, token, callback }: OfferCommand): Task {
  return {
    ClientToken,
    Name: taskName(callback),
    Description: taskDescription,
    Attributes: { [caseAttribute]: caseId, [tokenAttribute]: String(token) },
    References: { [caseAttribute]: { Type: "STRING", Value: caseId } },
  };
}

/**
 * A related contact's attributes are copied. Its rating is not this call's.
 *
 * @param DestinationPhoneNumber in E.164 form
 */
function outbound(
  { callFlowId, callQueueId }: ConnectSettings,
  ClientToken: string,
  { caseId, userId, relatedContactId }: CallCommand,
  DestinationPhoneNumber: string,
): Omit<StartOutboundVoiceContactRequest, "InstanceId"> {
  const related = relatedContactId === undefined ? {} : { RelatedContactId: relatedContactId };
  const rating = relatedContactId === undefined ? {} : { csat: "" };
  return {
    ClientToken,
    DestinationPhoneNumber,
    ContactFlowId: callFlowId,
    QueueId: callQueueId,
    Attributes: { ...rating, [caseAttribute]: caseId, [callerAttribute]: userId },
    ...related,
  };
}

const throttling: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "TooManyRequestsException",
  // Too many contacts at once: it passes when some of them end.
  "ServiceQuotaExceededException",
  "LimitExceededException",
]);

/** The contact is gone or somewhere else, or the user is. Denied access is none of these: it is an operator's. */
const refusals: ReadonlySet<string> = new Set([
  "ContactNotFoundException",
  "ResourceNotFoundException",
  "ResourceConflictException",
  "ConflictException",
  "IdempotencyException",
  "InvalidRequestException",
  "InvalidParameterException",
  "DestinationNotAllowedException",
  "OutboundContactNotPermittedException",
]);
