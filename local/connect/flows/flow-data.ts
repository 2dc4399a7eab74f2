/** What a flow knows of its contact: the documented ContactFlowEvent, and the values JSONPaths find in it. Pure. */
import { isRecord } from "../../template/intrinsics.ts";
import type { ConnectInstance } from "../instance.ts";
import type { Contact } from "../model.ts";
import type { Value } from "./interpret.ts";

/** "Invoke a Lambda function from a flow" in the administrator guide. */
export function contactFlowEvent(
  instance: ConnectInstance,
  contact: Contact,
  parameters: Readonly<Record<string, string>>,
) {
  return {
    Name: "ContactFlowEvent",
    Details: { ContactData: contactData(instance, contact), Parameters: parameters },
  };
}

function contactData(instance: ConnectInstance, contact: Contact) {
  const queue = instance.queues.get(contact.queueId ?? contact.targetQueueId ?? "");
  return {
    Attributes: contact.attributes,
    Channel: contact.channel,
    ContactId: contact.contactId,
    CustomerEndpoint: contact.customerEndpoint ?? null,
    CustomerId: contact.customerId ?? null,
    Description: contact.description ?? null,
    InitialContactId: contact.initialContactId ?? contact.contactId,
    InitiationMethod: contact.initiationMethod,
    InstanceARN: instance.arn,
    LanguageCode: "en-US",
    MediaStreams: { Customer: { Audio: null } },
    Name: contact.name ?? null,
    PreviousContactId: contact.previousContactId ?? contact.contactId,
    Queue: queue ? { ARN: queue.arn, Name: queue.name } : null,
    References: contact.references ?? {},
    RelatedContactId: contact.relatedContactId ?? null,
    SegmentAttributes: contact.segmentAttributes ?? {},
    SystemEndpoint: contact.systemEndpoint ?? null,
    Tags: { "aws:connect:instanceId": instance.id },
  };
}

/** A path that leads nowhere is empty text. */
export function flowValues(instance: ConnectInstance, contact: Contact): Value {
  const data = { ...contactData(instance, contact), External: contact.flow?.external ?? {} };
  return (text) => {
    if (!text.startsWith("$.")) return text;
    const found = text
      .slice(2)
      .split(".")
      .reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), data);
    return found === undefined || found === null ? "" : String(found);
  };
}
