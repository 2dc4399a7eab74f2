/** Where something happened: campaign, device, page, language. In `attributes` of every event of the specification. */
import { campaignOf } from "../../../domain/ingest/campaign.ts";
import { objectOf, textOf } from "../fields.ts";
import { type Json, type JsonObject, present } from "../json.ts";

export function contextOf(message: JsonObject): JsonObject {
  const context = objectOf(message.context);
  const page = objectOf(context.page);
  const { name, source, medium, term, content } = objectOf(context.campaign);
  return present({
    ...campaignOf({
      ...{ name: textOf(name), source: textOf(source), medium: textOf(medium) },
      ...{ term: textOf(term), content: textOf(content) },
    }),
    url: textOf(page.url),
    title: textOf(page.title),
    referrer: textOf(page.referrer),
    device: deviceOf(context),
    app: said(context.app),
    userAgent: textOf(context.userAgent),
    ip: textOf(context.ip),
    language: textOf(context.locale),
    timeZone: textOf(context.timezone),
  });
}

/** Of the kind of device, not of the one: its id is an identifier. */
function deviceOf({ device, os }: JsonObject): JsonObject | undefined {
  const { id, advertisingId, adTrackingEnabled, token, ...kind } = objectOf(device);
  const known = present({ ...kind, os: said(os) });
  return Object.keys(known).length > 0 ? known : undefined;
}

function said(value: Json | undefined): JsonObject | undefined {
  const fields = objectOf(value);
  return Object.keys(fields).length > 0 ? fields : undefined;
}

/** The libraries of apps name the app, and phones name themselves. */
export function isOfApp({ context }: JsonObject): boolean {
  const { app, device } = objectOf(context);
  return app !== undefined || /^(ios|android|ipados|tvos)$/i.test(textOf(objectOf(device).type) ?? "");
}
