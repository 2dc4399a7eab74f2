/** What happened, in words. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { TextKey, Translate } from "../text/text.ts";
import { readable } from "./readable.ts";

const words: Record<string, TextKey> = {
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
};

/** Kinds are an open list: one we have no words for is shown by its own name, made readable. */
export function kindWords({ kind }: Pick<ContactEvent, "kind">, t: Translate): string {
  const key = words[kind];
  return key === undefined ? readable(kind) : t(key);
}
