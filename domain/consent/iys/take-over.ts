/** Takes consents of İYS over: each row on the timeline as every event, and in the ledger at once. */

import { inLanes } from "../../in-lanes.ts";
import { buildContactEvent, type IdSettings } from "../../ingest/build-contact-event.ts";
import type { Timelines } from "../../ingest/store-event.ts";
import type { ConsentLedger } from "../consent-ledger.ts";
import { entriesOf } from "../ledger.ts";
import { eventOf, type ImportedRow, type IysFile } from "./import-iys.ts";

export interface TakeOverDeps {
  readonly timelines: Pick<Timelines, "append">;
  readonly ledger: ConsentLedger;
  readonly idSettings: () => Promise<IdSettings>;
  readonly now: () => Date;
}

export interface TakenOver {
  readonly stored: number;
  /** They were there already. */
  readonly repeated: number;
}

/** Rows that are safely written within the 29 seconds that API Gateway waits (docs/iys.md). */
export const mostRowsAtOnce = 3000;

const addressesAtOnce = 32;

/**
 * The event first: should we fall over in between, the relay brings the entry. What is there already is not written
 * again, so a file may be sent any number of times. When this returns, every refusal in it is in force.
 */
export async function takeOver(
  deps: TakeOverDeps,
  rows: readonly ImportedRow[],
  file: Omit<IysFile, "text">,
): Promise<TakenOver> {
  const settings = await deps.idSettings();
  const delivery = { provider: "omniline", endpointId: "iys", receivedAt: deps.now().toISOString() };
  const events = rows.map((row) => buildContactEvent(settings, eventOf(row, file), delivery));
  // Rows of one address would only wait for each other.
  const ofEach = [...Map.groupBy(events, ({ home }) => home).values()];
  const appended = await inLanes(ofEach, addressesAtOnce, async (own) => {
    const outcomes = await inLanes(own, 1, (event) => deps.timelines.append(event));
    await deps.ledger.append(own.flatMap((event) => entriesOf(event, { brand: file.brand, words: noWords })));
    return outcomes;
  });
  const stored = appended.flat().filter((outcome) => outcome === "appended").length;
  return { stored, repeated: rows.length - stored };
}

/** A row says by itself what it is about: no word has to be recognised. */
const noWords = { stop: [], start: [], help: [] };
