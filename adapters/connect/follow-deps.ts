/** What every function that follows Amazon Connect is made of: the same contacts, links and routing everywhere. */
import type { FollowDeps } from "../../domain/connect/follow-contact.ts";
import { acceptOffer, giveBack } from "../../domain/routing/answer-offer.ts";
import { changeToCallback } from "../../domain/routing/change-to-callback.ts";
import { endRouting, releaseWork } from "../../domain/routing/end-routing.ts";
import type { RoutingDeps } from "../../domain/routing/reserve.ts";
import { takeOver } from "../../domain/routing/take-over.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";
import { dynamoConnectContacts, dynamoConnectLinks } from "./connect-contacts.ts";

export const followDeps = (table: TableDeps, routing: RoutingDeps): FollowDeps => ({
  contacts: dynamoConnectContacts(table, Date.now),
  links: dynamoConnectLinks(table),
  routing: {
    acceptOffer: (accepted) => acceptOffer(routing, accepted),
    giveBack: (given) => giveBack(routing, given),
    takeOver: (taken) => takeOver(routing, taken),
    releaseWork: (released) => releaseWork(routing, released),
    endRouting: (caseId, how) => endRouting(routing, caseId, how),
    changeToCallback: (caseId, contactId) => changeToCallback(routing, caseId, contactId),
  },
});
