/** What a simulated agent does next. Pure: the same state, seed and name always give the same. */
import { createHash } from "node:crypto";
import type { AgentContact } from "../model.ts";

/** Shares are from 0 to 1, times in milliseconds. */
export interface Behaviour {
  readonly seed: string;
  readonly meanHandleMs: number;
  readonly meanAfterWorkMs: number;
  readonly meanReactionMs: number;
  readonly declineShare: number;
  readonly missShare: number;
  readonly meanBetweenBreaksMs: number;
  readonly meanBreakMs: number;
}

/** Short enough to watch; the shares are those of a busy centre. */
export const laptopBehaviour: Behaviour = {
  seed: "omniline",
  meanHandleMs: 20_000,
  meanAfterWorkMs: 4_000,
  meanReactionMs: 2_000,
  declineShare: 0.05,
  missShare: 0.03,
  meanBetweenBreaksMs: 600_000,
  meanBreakMs: 60_000,
};

/** What an agent sees. */
export interface Desk {
  readonly username: string;
  readonly status: "Available" | "Break" | "Offline";
  readonly statusSince: number;
  /** Whether a break was asked for and waits for the last contact. */
  readonly isLeaving: boolean;
  readonly contacts: readonly AgentContact[];
}

/** Something done with a contact that is there. */
export interface ContactMove {
  readonly kind: "accept" | "decline" | "finish";
  readonly contactId: string;
  readonly at: number;
}

export type Move =
  | ContactMove
  | { readonly kind: "clear"; readonly contactId: string; readonly at: number }
  | { readonly kind: "take-break"; readonly at: number }
  | { readonly kind: "return"; readonly at: number };

/** A number from 0 up to 1 that only the words decide. */
export function draw(...words: readonly string[]): number {
  return createHash("sha256").update(words.join("\n")).digest().readUInt32BE() / 2 ** 32;
}

/** The earliest thing to do, which may be overdue; undefined when there is nothing but to wait. */
export function nextMove(desk: Desk, behaviour: Behaviour): Move | undefined {
  const moves = [
    ...desk.contacts.flatMap((contact) => contactMove(desk, contact, behaviour)),
    ...breakMove(desk, behaviour),
  ];
  return moves.sort((left, right) => left.at - right.at)[0];
}

/**
 * How this agent's handled contact ends. Some agents are better than others: routing has something to learn.
 *
 * @returns an outcome of the staff API's wrap-up
 */
export function outcomeOf(username: string, contactId: string, { seed }: Behaviour): string {
  const success = 0.55 + 0.4 * draw(seed, username, "skill");
  const rest = 1 - success;
  const drawn = draw(seed, username, contactId, "outcome");
  if (drawn < success) return "resolved";
  return drawn < success + rest / 2 ? "interested-later" : "declined";
}

function contactMove(desk: Desk, contact: AgentContact, behaviour: Behaviour): readonly Move[] {
  const { contactId, attempt, since } = contact;
  const words = [behaviour.seed, desk.username, contactId, String(attempt)];
  switch (contact.state) {
    case "INCOMING":
    case "CONNECTING": {
      const drawn = draw(...words, "answer");
      const at = since + spread(behaviour.meanReactionMs, ...words, "reaction");
      if (drawn < behaviour.missShare) return [];
      return [
        { kind: drawn < behaviour.missShare + behaviour.declineShare ? "decline" : "accept", at, contactId },
      ];
    }
    case "CONNECTED":
      return [{ kind: "finish", at: since + spread(behaviour.meanHandleMs, ...words, "handle"), contactId }];
    case "ENDED":
    case "MISSED":
    case "REJECTED":
      return [{ kind: "clear", at: since + spread(behaviour.meanAfterWorkMs, ...words, "after"), contactId }];
  }
}

function breakMove(desk: Desk, behaviour: Behaviour): readonly Move[] {
  const words = [behaviour.seed, desk.username, String(desk.statusSince)];
  if (desk.status === "Break") {
    return [{ kind: "return", at: desk.statusSince + spread(behaviour.meanBreakMs, ...words, "break") }];
  }
  if (desk.status === "Offline" || desk.isLeaving) return [];
  return [
    { kind: "take-break", at: desk.statusSince + spread(behaviour.meanBetweenBreaksMs, ...words, "work") },
  ];
}

/** From half the mean to one and a half: nobody answers in no time, nobody talks for ever. */
function spread(mean: number, ...words: readonly string[]): number {
  return Math.round(mean * (0.5 + draw(...words)));
}
