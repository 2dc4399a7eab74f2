/** What happened, in words. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Translate } from "../text/text.ts";
import { openList } from "./open-list.ts";

const words = openList({
  "message.received": "kind.messageReceived",
  "message.sent": "kind.messageSent",
  "message.status": "kind.messageStatus",
  "message.reacted": "kind.messageReacted",
  "message.edited": "kind.messageEdited",
  "message.deleted": "kind.messageDeleted",
  "webhook.received": "kind.webhookReceived",
  "identity.changed": "kind.identityChanged",
  "note.written": "kind.noteWritten",
  "call.started": "kind.callStarted",
  "call.ended": "kind.callEnded",
  "page.viewed": "kind.pageViewed",
  "screen.viewed": "kind.screenViewed",
  "article.read": "kind.articleRead",
  "cart.abandoned": "kind.cartAbandoned",
  "email.opened": "kind.emailOpened",
  "email.clicked": "kind.emailClicked",
  "visit.checked-in": "kind.visitCheckedIn",
  "price.checked": "kind.priceChecked",
  "coupon.downloaded": "kind.couponDownloaded",
  "transaction.made": "kind.transactionMade",
  "order.placed": "kind.orderPlaced",
  "survey.answered": "kind.surveyAnswered",
  "profile.updated": "kind.profileUpdated",
  "sms.clicked": "kind.smsClicked",
  "cart.updated": "kind.cartUpdated",
  "product.viewed": "kind.productViewed",
  "email.sent": "kind.emailSent",
  "email.delivered": "kind.emailDelivered",
  "offer.made": "kind.offerMade",
  "offer.accepted": "kind.offerAccepted",
  "offer.declined": "kind.offerDeclined",
  "promise.made": "kind.promiseMade",
  "promise.kept": "kind.promiseKept",
  "outcome.recorded": "kind.outcomeRecorded",
  "case.status-changed": "kind.caseStatusChanged",
  "case.transferred": "kind.caseTransferred",
  "case.slots-filled": "kind.caseSlotsFilled",
  "consent.changed": "kind.consentChanged",
});

export const kindWords = ({ kind }: Pick<ContactEvent, "kind">, t: Translate): string => words(kind, t);
