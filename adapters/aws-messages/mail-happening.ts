/** What one sending event of Amazon SES tells, whosever mail it is about. */
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { type JsonObject, present } from "../channels/json.ts";
import type { MailEvent } from "./mail-event-schema.ts";

export interface MailHappening {
  /** Its kind where the mail is a campaign's. */
  readonly kind: string;
  /** What it means where an agent wrote the mail; absent: it is no step of the mail's way. */
  readonly status?: MessageStatus | undefined;
  /** The customer did it. */
  readonly byCustomer?: boolean;
  /** It is the customer's word on what may be sent, not a step of the mail's way. */
  readonly isWish?: boolean;
  readonly at: string | undefined;
  readonly recipients: readonly { readonly address: string; readonly details?: JsonObject }[];
  readonly details: JsonObject;
}

/** @returns `undefined` for a type that nobody has heard of, and for one without its content */
export function mailHappening(event: MailEvent): MailHappening | undefined {
  const { mail, delivery, open, click, bounce, complaint, deliveryDelay, subscription } = event;
  const all = mail.destination.map((address) => ({ address }));
  const asSent = { at: mail.timestamp, recipients: all };
  switch (event.eventType ?? event.notificationType) {
    case "Send":
      return { kind: "email.sent", status: "sent", ...asSent, details: {} };
    case "Reject":
      return {
        kind: "email.dropped",
        status: "failed",
        ...asSent,
        details: present({ reason: event.reject?.reason }),
      };
    case "Rendering Failure":
      return {
        kind: "email.dropped",
        status: "failed",
        ...asSent,
        details: present({ reason: event.failure?.errorMessage, template: event.failure?.templateName }),
      };
    case "Delivery": {
      const recipients = delivery?.recipients?.map((address) => ({ address })) ?? all;
      return (
        delivery && {
          kind: "email.delivered",
          status: "delivered",
          at: delivery.timestamp,
          recipients,
          details: {},
        }
      );
    }
    case "DeliveryDelay":
      return (
        deliveryDelay && {
          kind: "email.deferred",
          status: "sent",
          at: deliveryDelay.timestamp,
          recipients: deliveryDelay.delayedRecipients.map(withReport),
          details: present({ delayType: deliveryDelay.delayType }),
        }
      );
    case "Open":
      return open && opened(mail, open);
    case "Click":
      return (
        click && { ...opened(mail, click), kind: "email.clicked", details: present({ link: click.link }) }
      );
    case "Bounce":
      return bounce && bounced(bounce);
    case "Complaint":
      return (
        complaint && {
          kind: "email.complained",
          byCustomer: true,
          isWish: true,
          at: complaint.timestamp,
          recipients: complaint.complainedRecipients.map(({ emailAddress }) => ({ address: emailAddress })),
          details: present({
            optOut: "stop",
            purpose: "marketing",
            complaintFeedbackType: complaint.complaintFeedbackType ?? undefined,
          }),
        }
      );
    case "Subscription":
      return subscription && { ...subscribed(subscription), recipients: all };
    default:
      return undefined;
  }
}

/** Mail programs open mails by themselves, and scanners click: it says little of a human. */
function opened(
  { destination }: MailEvent["mail"],
  { timestamp, userAgent }: NonNullable<MailEvent["open"]>,
) {
  return {
    kind: "email.opened",
    status: "read" as const,
    byCustomer: true,
    at: timestamp,
    // Which of several recipients it was, nobody knows.
    recipients: destination.length === 1 ? destination.map((address) => ({ address })) : [],
    details: present({ userAgent }),
  };
}

function bounced(bounce: NonNullable<MailEvent["bounce"]>): MailHappening {
  const { timestamp, bounceType, bounceSubType, bouncedRecipients } = bounce;
  // SES has stopped trying. Only these two may be an automatic answer to a mail that arrived.
  const mayHaveArrived =
    bounceType === "Undetermined" || (bounceType === "Transient" && bounceSubType === "General");
  return {
    kind: "email.bounced",
    ...(mayHaveArrived ? {} : { status: "failed" }),
    at: timestamp,
    recipients: bouncedRecipients.map(withReport),
    details: present({ bounceType: bounceType?.toLowerCase(), bounceSubType }),
  };
}

function withReport(recipient: {
  emailAddress: string;
  status?: string | undefined;
  diagnosticCode?: string | undefined;
}) {
  const { emailAddress: address, status: statusCode, diagnosticCode } = recipient;
  return { address, details: present({ statusCode, diagnosticCode }) };
}

/** One list refused is a stop: we know purposes, not SES's topics. */
function subscribed({
  timestamp,
  contactList,
  newTopicPreferences: now,
}: NonNullable<MailEvent["subscription"]>) {
  const isStop =
    now?.unsubscribeAll === true ||
    (now?.topicSubscriptionStatus ?? []).some(({ subscriptionStatus }) =>
      /^opt_?out$/i.test(subscriptionStatus ?? ""),
    );
  return {
    kind: isStop ? "email.unsubscribed" : "email.resubscribed",
    byCustomer: true,
    isWish: true,
    at: timestamp,
    details: present({ optOut: isStop ? "stop" : "start", purpose: "marketing", contactList }),
  };
}
