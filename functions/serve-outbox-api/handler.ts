/** The staff API about messages of ours, consents, İYS and audiences: open this file and you know it. */

import type { LinkMediaDeps } from "../../domain/media/link-media.ts";
import { outboxRoutes } from "../../schemas/api/outbox-routes.ts";
import { type ApiAnswer, type ApiCall, serveRoutes } from "../../schemas/api/serve-routes.ts";
import { type AudienceDeps, audienceRoutes } from "./routes/audiences.ts";
import { type ConsentDeps, consentRoutes } from "./routes/consents.ts";
import { type IysDeps, iysRoutes } from "./routes/iys.ts";
import { mediaRoutes } from "./routes/media.ts";
import { type ReplyDeps, replyRoutes } from "./routes/replies.ts";

export interface OutboxApiDeps extends ReplyDeps, ConsentDeps, LinkMediaDeps, IysDeps, AudienceDeps {
  /** As of `serve-staff-api`. */
  readonly rolesClaim: string;
}

export function createHandler(deps: OutboxApiDeps) {
  const { add, addWithBody, serve } = serveRoutes(deps.rolesClaim);

  const replies = replyRoutes(deps);
  addWithBody(outboxRoutes.replyToCase, replies.replyToCase);
  add(outboxRoutes.listReplies, replies.listReplies);
  addWithBody(outboxRoutes.sendMessage, replies.sendMessage);
  add(outboxRoutes.getSend, replies.getSend);
  addWithBody(outboxRoutes.decideSend, replies.decideSend);

  const consents = consentRoutes(deps);
  add(outboxRoutes.readConsents, consents.readConsents);
  addWithBody(outboxRoutes.recordConsent, consents.recordConsent);

  add(outboxRoutes.linkMedia, mediaRoutes(deps).linkMedia);

  const iys = iysRoutes(deps);
  addWithBody(outboxRoutes.importIys, iys.importFile);
  add(outboxRoutes.exportIys, iys.exportFile);
  addWithBody(outboxRoutes.reconcileIys, iys.compareFile);

  add(outboxRoutes.exportAudience, audienceRoutes(deps).exportAudience);

  return (call: ApiCall): Promise<ApiAnswer> => serve(call);
}
