/** Operations that start a contact. */
import * as z from "zod";
import { ApiError } from "../../gateway/call.ts";
import type { Floor } from "../floor.ts";
import { connect, connectToSystem, startContact, startOf } from "../lifecycle.ts";
import type { Contact, Position } from "../model.ts";
import {
  agentNamed,
  attributes,
  contactOf,
  identifier,
  invalidParameter,
  invalidRequest,
  notFound,
  operation,
} from "./operation.ts";

const common = z.object({
  InstanceId: z.string(),
  Attributes: attributes.default({}),
  SegmentAttributes: z.record(z.string(), z.unknown()).optional(),
  RelatedContactId: z.string().optional(),
});
const flowTask = common.extend({
  ContactFlowId: identifier,
  Name: z.string().min(1).max(1024),
  Description: z.string().max(4096).optional(),
  References: z.record(z.string(), z.unknown()).optional(),
  PreviousContactId: z.string().optional(),
  ScheduledTime: z.number().optional(),
  QuickConnectId: z.undefined("tasks by quick connect are not known here").optional(),
  TaskTemplateId: z.undefined("task templates are not known here").optional(),
});
const userTask = common.extend({
  Channel: z.literal("TASK", "only tasks are created here"),
  InitiationMethod: z.literal("API"),
  InitiateAs: z.literal("CONNECTED_TO_USER", "only CONNECTED_TO_USER is known here"),
  UserInfo: z.object({ UserId: identifier }),
  Name: z.string().min(1).max(1024),
  Description: z.string().max(4096).optional(),
  References: z.record(z.string(), z.unknown()).optional(),
});
const chat = common.extend({
  ContactFlowId: identifier,
  ParticipantDetails: z.object({ DisplayName: z.string().min(1).max(256) }),
  InitialMessage: z.object({ ContentType: z.string(), Content: z.string() }).optional(),
  CustomerId: z.string().optional(),
});
const outboundCall = common.extend({
  ContactFlowId: identifier,
  DestinationPhoneNumber: z.string(),
  SourcePhoneNumber: z.string().optional(),
  QueueId: identifier.optional(),
  Name: z.string().optional(),
  Description: z.string().optional(),
});

const furthestScheduleMs = 6 * 24 * 3_600_000;
const longestTaskChain = 12;
const e164 = /^\+[1-9]\d{6,14}$/;

export const startOperations = [
  operation("StartTaskContact", {
    method: "PUT",
    path: "/contact/task",
    input: flowTask,
    resources: ({ ContactFlowId }) => ["contact/*", `contact-flow/${ContactFlowId}`],
    run: (floor, input) => {
      const scheduledAt = input.ScheduledTime === undefined ? undefined : input.ScheduledTime * 1000;
      const inFuture = scheduledAt === undefined ? 0 : scheduledAt - floor.now();
      if (scheduledAt !== undefined && (inFuture <= 0 || inFuture > furthestScheduleMs)) {
        throw invalidParameter("ScheduledTime is up to 6 days in the future.");
      }
      const contact = startContact(floor, {
        channel: "TASK",
        initiationMethod: "API",
        name: input.Name,
        description: input.Description,
        references: input.References,
        flow: flowOf(floor, input.ContactFlowId),
        ...following(floor, input.PreviousContactId),
        ...given(floor, input),
        ...(scheduledAt === undefined ? {} : { startsAt: scheduledAt }),
      });
      return { ContactId: connectToSystem(floor, contact).contactId };
    },
  }),
  operation("CreateContact", {
    method: "PUT",
    path: "/contact/create-contact",
    input: userTask,
    resources: () => ["contact/*"],
    run: (floor, input) => {
      const agent = agentNamed(floor, input.UserInfo.UserId);
      if (!agent.loggedIn) throw invalidRequest("The user is not logged in.");
      const contact = startContact(floor, {
        channel: "TASK",
        initiationMethod: "API",
        name: input.Name,
        description: input.Description,
        references: input.References,
        ...given(floor, input),
        segmentAttributes: {
          ...input.SegmentAttributes,
          "connect:Subtype": { ValueString: "connect:ExternalTask" },
        },
      });
      const at = floor.now();
      const seen = {
        contactId: contact.contactId,
        channel: contact.channel,
        initiationMethod: contact.initiationMethod,
        state: "CONNECTING" as const,
        since: at,
        attempt: 1,
      };
      const offered = { ...agent, contacts: [...agent.contacts, seen] };
      connect(floor, contact, offered);
      return {
        ContactId: contact.contactId,
        ContactArn: `${floor.instance.arn}/contact/${contact.contactId}`,
      };
    },
  }),
  operation("StartChatContact", {
    method: "PUT",
    path: "/contact/chat",
    input: chat,
    resources: ({ ContactFlowId }) => ["contact/*", `contact-flow/${ContactFlowId}`],
    run: (floor, input) => {
      const contact = startContact(floor, {
        channel: "CHAT",
        initiationMethod: "API",
        flow: flowOf(floor, input.ContactFlowId),
        customerId: input.CustomerId,
        ...given(floor, input),
        segmentAttributes: { ...input.SegmentAttributes, "connect:Subtype": { ValueString: "connect:Chat" } },
      });
      return {
        ContactId: connectToSystem(floor, contact).contactId,
        ParticipantId: floor.newId(),
        ParticipantToken: floor.newId(),
      };
    },
  }),
  operation("StartOutboundVoiceContact", {
    method: "PUT",
    path: "/contact/outbound-voice",
    input: outboundCall,
    resources: () => ["contact/*"],
    // Whoever is called on a laptop answers at once.
    run: (floor, input) => {
      if (!e164.test(input.DestinationPhoneNumber)) {
        throw new ApiError(
          "DestinationNotAllowedException",
          "The destination is not a number in E.164 format.",
          403,
        );
      }
      if (input.SourcePhoneNumber === undefined && input.QueueId === undefined) {
        throw invalidParameter("SourcePhoneNumber or QueueId is required.");
      }
      const from = input.SourcePhoneNumber ?? floor.instance.phoneNumber;
      const contact = startContact(floor, {
        channel: "VOICE",
        initiationMethod: "API",
        name: input.Name,
        description: input.Description,
        flow: flowOf(floor, input.ContactFlowId),
        targetQueueId: input.QueueId,
        customerEndpoint: { Address: input.DestinationPhoneNumber, Type: "TELEPHONE_NUMBER" },
        systemEndpoint: from === undefined ? undefined : { Address: from, Type: "TELEPHONE_NUMBER" },
        ...given(floor, input),
      });
      return { ContactId: connectToSystem(floor, contact).contactId };
    },
  }),
];

function flowOf(floor: Floor, flowId: string): Position {
  const position = startOf(floor, flowId);
  if (!position) throw notFound("Contact flow");
  return position;
}

/** Attributes of a related contact are copied; its own win. */
function given(floor: Floor, input: z.infer<typeof common>): Partial<Contact> {
  const related = input.RelatedContactId === undefined ? undefined : contactOf(floor, input.RelatedContactId);
  return {
    attributes: { ...related?.attributes, ...input.Attributes },
    segmentAttributes: input.SegmentAttributes,
    relatedContactId: input.RelatedContactId,
  };
}

function following(floor: Floor, previousContactId: string | undefined): Partial<Contact> {
  if (previousContactId === undefined) return {};
  const previous = contactOf(floor, previousContactId);
  if (chainLength(floor, previous) >= longestTaskChain) {
    throw new ApiError("ServiceQuotaExceededException", "A chain has at most 12 linked tasks.", 402);
  }
  return { previousContactId, initialContactId: previous.initialContactId ?? previousContactId };
}

function chainLength(floor: Floor, { channel, previousContactId }: Contact): number {
  const own = channel === "TASK" ? 1 : 0;
  const previous = previousContactId === undefined ? undefined : floor.state.contact(previousContactId);
  return own + (previous ? chainLength(floor, previous) : 0);
}
