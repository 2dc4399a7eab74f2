/** The Graph API's answers to a message that it does not take, by product; used by the channel's samples. */
import type { SendingSamples } from "../samples.ts";
import { graphError } from "./fake.ts";

type Row = readonly [name: string, becomes: string, status: number, code: number, subcode?: number];
type Refusals = SendingSamples["refusals"];

const whatsapp: readonly Row[] = [
  ["24 hours have passed", "window-closed", 400, 131047],
  ["stopped marketing", "opted-out", 400, 131050],
  ["not on WhatsApp", "bad-recipient", 400, 131026],
  ["wrote to itself", "bad-recipient", 400, 131021],
  ["not on the list of the test number", "bad-recipient", 400, 131030],
  ["template with other parameters", "bad-template", 400, 132000],
  ["no such template", "bad-template", 404, 132001],
  ["template too long", "bad-template", 400, 132005],
  ["template against policy", "bad-template", 400, 132007],
  ["template parameters of another format", "bad-template", 400, 132012],
  ["template paused", "bad-template", 400, 132015],
  ["template disabled", "bad-template", 400, 132016],
  ["file cannot be fetched", "bad-media", 400, 131052],
  ["file cannot be uploaded", "bad-media", 400, 131053],
  ["token expired", "not-allowed", 401, 190],
  ["no permission", "not-allowed", 403, 10],
  ["no permission of another kind", "not-allowed", 403, 200],
  ["number not registered", "not-allowed", 400, 133010],
  ["policy", "not-allowed", 403, 368],
  ["account locked", "not-allowed", 403, 131031],
  ["unpaid", "not-allowed", 400, 131042],
  ["spam", "not-allowed", 400, 131048],
  ["enough marketing for this person", "rejected", 400, 131049],
  ["unsupported type", "rejected", 400, 131051],
  ["invalid parameter", "rejected", 400, 100],
  ["throughput", "retry", 429, 130429],
  ["throughput of one pair", "retry", 400, 131056],
  ["app's limit", "retry", 400, 4],
  ["account's limit", "retry", 400, 80007],
  ["temporary", "retry", 503, 2],
  ["service unavailable", "retry", 500, 131016],
  ["something went wrong", "unknown", 500, 131000],
  ["unknown error", "unknown", 500, 1],
  ["a code to come", "rejected", 400, 999_999],
];

/** Messenger's and Instagram's. */
const page: readonly Row[] = [
  ["24 hours have passed", "window-closed", 400, 10, 2018278],
  ["24 hours have passed on Instagram", "window-closed", 403, 10, 2534022],
  ["unavailable", "bad-recipient", 400, 551, 1545041],
  ["unavailable, without a subcode", "bad-recipient", 400, 551],
  ["no such user", "bad-recipient", 400, 100, 2018001],
  ["file cannot be fetched", "bad-media", 400, 100, 2018008],
  ["invalid parameter", "rejected", 400, 100],
  ["no permission", "not-allowed", 403, 10],
  ["no permission to write to this person", "not-allowed", 403, 230],
  ["token expired", "not-allowed", 401, 190],
  ["policy", "not-allowed", 403, 368],
  ["calls a second", "retry", 400, 613],
  ["app's limit", "retry", 400, 4],
  ["page's limit", "retry", 400, 32],
  ["account's limit", "retry", 400, 80006],
  ["temporary", "retry", 500, 2],
  ["unknown error", "unknown", 500, 1],
];

export const whatsappRefusals: Refusals = refusalsOf(whatsapp);
export const pageRefusals: Refusals = refusalsOf(page);

function refusalsOf(rows: readonly Row[]): Refusals {
  return Object.fromEntries(
    rows.map(([name, becomes, status, code, subcode]) => [
      name,
      { answer: graphError(status, code, `(#${code}) ${name}`, subcode), becomes },
    ]),
  );
}
