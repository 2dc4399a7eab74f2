/** Operations on a contact that is there. */
import * as z from "zod";
import { ApiError } from "../../gateway/call.ts";
import type { Floor } from "../floor.ts";
import { activated, disconnect, isWaiting } from "../lifecycle.ts";
import type { Contact, Routing } from "../model.ts";
import { offer } from "../offers.ts";
import { contactMetrics, metricNames } from "./contact-metrics.ts";
import { describeContact } from "./describe-contact.ts";
import {
  agentNamed,
  attributes,
  contactOf,
  identifier,
  invalidParameter,
  invalidRequest,
  operation,
} from "./operation.ts";

const oneContact = z.object({ InstanceId: z.string(), ContactId: identifier });
const initialContact = z.object({ InstanceId: z.string(), InitialContactId: identifier });
const expression = z.strictObject({
  AttributeCondition: z.strictObject({
    MatchCriteria: z.strictObject({
      AgentsCriteria: z.strictObject({ AgentIds: z.array(identifier).min(1) }),
    }),
  }),
});
const routingData = oneContact.extend({
  QueuePriority: z.number().int().min(1).optional(),
  QueueTimeAdjustmentSeconds: z.number().int().optional(),
  RoutingCriteria: z
    .object({
      Steps: z
        .array(
          z.object({
            Expiry: z.object({ DurationInSeconds: z.number().int().min(1) }).optional(),
            Expression: expression,
          }),
        )
        .max(5),
    })
    .optional(),
});

export const contactOperations = [
  operation("DescribeContact", {
    method: "GET",
    path: "/contacts/{InstanceId}/{ContactId}",
    input: oneContact,
    resources: ofContact,
    run: (floor, { ContactId }) => ({
      Contact: describeContact(floor.instance, contactOf(floor, ContactId)),
    }),
  }),
  operation("StopContact", {
    method: "POST",
    path: "/contact/stop",
    input: oneContact.extend({ DisconnectReason: z.object({ Code: z.string().optional() }).optional() }),
    resources: ofContact,
    run: (floor, { ContactId, DisconnectReason }) => {
      const contact = floor.state.contact(ContactId);
      if (!contact || contact.disconnectedAt !== undefined) {
        throw new ApiError("ContactNotFoundException", "The contact does not exist or is over.", 410);
      }
      disconnect(floor, contact, DisconnectReason?.Code ?? "API");
      return {};
    },
  }),
  operation("AssociateContactWithUser", {
    method: "POST",
    path: "/contacts/{InstanceId}/{ContactId}/associate-user",
    input: oneContact.extend({ UserId: identifier }),
    resources: ofContact,
    run: (floor, { ContactId, UserId }) => {
      const contact = contactOf(floor, ContactId);
      const agent = agentNamed(floor, UserId);
      if (contact.channel === "VOICE" && contact.initiationMethod !== "CALLBACK") {
        throw invalidRequest("Voice contacts are assigned as agent-first callbacks only.");
      }
      if (contact.state !== "QUEUED") throw invalidRequest("The contact is not in a queue.");
      const { manualQueues = [] } = floor.instance.routingProfiles.get(agent.routingProfileId) ?? {};
      if (
        !manualQueues.some(
          ({ queueId, channel }) => queueId === contact.queueId && channel === contact.channel,
        )
      ) {
        throw invalidRequest(
          "The contact's queue is not a manual assignment queue of the user's routing profile.",
        );
      }
      offer(floor, contact, agent);
      return {};
    },
  }),
  operation("UpdateContactRoutingData", {
    method: "POST",
    path: "/contacts/{InstanceId}/{ContactId}/routing-data",
    input: routingData,
    resources: ofContact,
    run: (floor, input) => {
      const contact = contactOf(floor, input.ContactId);
      if (!isWaiting(contact) && contact.state !== "FLOW") {
        throw new ApiError("ResourceConflictException", "The contact is not waiting any more.", 409);
      }
      if (input.QueuePriority !== undefined && input.QueueTimeAdjustmentSeconds !== undefined) {
        throw invalidParameter("QueuePriority or QueueTimeAdjustmentSeconds, not both.");
      }
      const { steps, updated } = criteria(floor, contact, input.RoutingCriteria?.Steps);
      const changed = floor.saveContact(contact, {
        priority: input.QueuePriority ?? contact.priority,
        adjustmentSeconds: input.QueueTimeAdjustmentSeconds ?? contact.adjustmentSeconds,
        routing: steps,
      });
      if (updated) floor.tell("CONTACT_DATA_UPDATED", changed, ["RoutingCriteria"]);
      return {};
    },
  }),
  operation("UpdateContactAttributes", {
    method: "POST",
    path: "/contact/attributes",
    input: initialContact.extend({ Attributes: attributes }),
    resources: ({ InitialContactId }) => [`contact/${InitialContactId}`],
    // A contact that is over has its record delivered again.
    run: (floor, { InitialContactId, Attributes }) => {
      const contact = contactOf(floor, InitialContactId);
      const changed = floor.saveContact(contact, { attributes: { ...contact.attributes, ...Attributes } });
      floor.tell("CONTACT_DATA_UPDATED", changed, ["ContactAttributes"]);
      if (changed.state === "COMPLETED") floor.tellRecord(changed);
      return {};
    },
  }),
  operation("GetContactAttributes", {
    method: "GET",
    path: "/contact/attributes/{InstanceId}/{InitialContactId}",
    input: initialContact,
    resources: ({ InitialContactId }) => [`contact/${InitialContactId}`],
    run: (floor, { InitialContactId }) => ({ Attributes: contactOf(floor, InitialContactId).attributes }),
  }),
  operation("GetContactMetrics", {
    method: "POST",
    path: "/metrics/contact",
    input: oneContact.extend({ Metrics: z.array(z.object({ Name: z.enum(metricNames) })).min(1) }),
    resources: ofContact,
    run: (floor, { ContactId, Metrics }) => {
      const contact = contactOf(floor, ContactId);
      if (!isWaiting(contact)) throw invalidRequest("The contact is not in a queue.");
      return {
        Id: ContactId,
        Arn: `${floor.instance.arn}/contact/${ContactId}`,
        MetricResults: contactMetrics(
          floor,
          contact,
          Metrics.map(({ Name }) => Name),
        ),
      };
    },
  }),
];

function ofContact({ ContactId }: { readonly ContactId: string }): readonly string[] {
  return [`contact/${ContactId}`];
}

type GivenSteps = NonNullable<z.infer<typeof routingData>["RoutingCriteria"]>["Steps"];

/** New criteria replace the old; no steps at all take them away. */
function criteria(floor: Floor, contact: Contact, given: GivenSteps | undefined) {
  if (!given) return { steps: contact.routing, updated: false };
  const routing: Routing = {
    index: (contact.routing?.index ?? -1) + 1,
    steps: given.map(({ Expiry, Expression }) => ({
      agentIds: Expression.AttributeCondition.MatchCriteria.AgentsCriteria.AgentIds,
      expirySeconds: Expiry?.DurationInSeconds,
      status: "INACTIVE",
    })),
  };
  const steps = routing.steps.length === 0 ? undefined : routing;
  return { steps: steps && isWaiting(contact) ? activated(steps, floor.now()) : steps, updated: true };
}
