/** Events on their way out: stored with the change they tell of, delivered after it, and as badly as wished. */
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { describeError, type Log } from "../../log.ts";
import type { Clock } from "../clock.ts";

/** What can be made to go wrong. Shares are from 0 to 1. */
export interface EventFaults {
  /** The share of contact events that never come: they are best effort. Streams lose nothing. */
  readonly drop?: number;
  /** The share of events that come twice. */
  readonly duplicate?: number;
  /** How late everything comes. */
  readonly delayMs?: number;
  /** Each contact event and contact record draws its own delay, so that order is lost. Agent events keep theirs. */
  readonly shuffle?: boolean;
}

export type Outgoing =
  | { readonly kind: "contact-event"; readonly event: AwsEvent }
  | {
      readonly kind: "agent-event" | "contact-record";
      readonly streamArn: string;
      readonly partitionKey: string;
      readonly data: unknown;
    };

/** An event of an AWS service on the default bus. */
export interface AwsEvent {
  readonly source: string;
  readonly detailType: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Destinations {
  putEvent(event: AwsEvent): void;
  /** @param data JSON text */
  putRecord(streamArn: string, partitionKey: string, data: string): void;
}

export interface Outbox {
  /** Within the transaction of the change. */
  add(outgoing: Outgoing): void;
  /** Delivers what is due, and comes back for the rest. */
  deliver(): void;
  setFaults(faults: EventFaults): void;
  close(): void;
}

export interface OutboxOptions {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly random: () => number;
  readonly destinations: Destinations;
  readonly log: Log;
}

const row = z.object({ id: z.number(), body: z.string() });
const due = z.object({ due: z.number() });
const retryMs = 1000;

export function openOutbox({ database, clock, random, destinations, log }: OutboxOptions): Outbox {
  database.exec("CREATE TABLE IF NOT EXISTS connect_outbox (id INTEGER PRIMARY KEY, due INTEGER, body TEXT)");
  const insert = database.prepare("INSERT INTO connect_outbox (due, body) VALUES (?, ?)");
  const select = database.prepare(
    "SELECT id, body FROM connect_outbox WHERE due <= ? ORDER BY due, id LIMIT 1",
  );
  const earliest = database.prepare("SELECT min(due) AS due FROM connect_outbox");
  const postpone = database.prepare("UPDATE connect_outbox SET due = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM connect_outbox WHERE id = ?");
  let faults: EventFaults = {};
  let cancel = () => {};

  function send(body: string) {
    const outgoing: Outgoing = JSON.parse(body);
    if (outgoing.kind === "contact-event") destinations.putEvent(outgoing.event);
    else destinations.putRecord(outgoing.streamArn, outgoing.partitionKey, JSON.stringify(outgoing.data));
  }

  function deliver() {
    cancel();
    const now = clock.now();
    for (;;) {
      const next = row.safeParse(select.get(now));
      if (!next.success) break;
      const { id, body } = next.data;
      try {
        send(body);
        remove.run(id);
      } catch (error) {
        log.error(`Amazon Connect: an event was not delivered: ${describeError(error)}`);
        postpone.run(now + retryMs, id);
      }
    }
    const later = due.safeParse(earliest.get());
    if (later.success) cancel = clock.after(later.data.due - now, deliver);
  }

  return {
    add(outgoing) {
      const { drop = 0, duplicate = 0, delayMs = 0, shuffle = false } = faults;
      const isContactEvent = outgoing.kind === "contact-event";
      if (isContactEvent && drop > 0 && random() < drop) return;
      const copies = duplicate > 0 && random() < duplicate ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const late = shuffle && outgoing.kind !== "agent-event" ? random() * delayMs : delayMs;
        insert.run(clock.now() + Math.round(late), JSON.stringify(outgoing));
      }
    },
    deliver,
    setFaults(next) {
      faults = next;
    },
    close: () => cancel(),
  };
}
