/** Changes the list of configured channels, one admin at a time; used by every route that writes it. */
import type { ConfiguredChannel, ConfiguredChannels } from "../../schemas/channel-config.ts";

/** The leave to change the list. It ends by itself, after any function that was given it. */
export interface Turn {
  /** Of the list that it will make; no other turn has it. */
  readonly version: number;
  /** Of the newest list that is known to have been written. */
  readonly written: number;
}

/** What is kept of every change, for ever: who, when, and what of it is no secret. */
export interface ChannelRecord {
  readonly endpointId: string;
  readonly version: number;
  readonly savedAt: string;
  readonly by: string;
  readonly act: "saved" | "activated" | "deactivated" | "removed";
  readonly secretCount: number;
  /** As it is from now on; absent of one that was removed. */
  readonly channel?: Pick<ConfiguredChannel, "active" | "config"> | undefined;
}

export interface ChannelTurns {
  /** `undefined` while somebody else has the turn. */
  take(now: Date): Promise<Turn | undefined>;
  record(change: ChannelRecord): Promise<void>;
  /** @param written whether the turn's list was */
  giveBack(turn: Turn, written: boolean): Promise<void>;
}

/** The list with its secrets. */
export interface ChannelList {
  read(): Promise<ConfiguredChannels>;
  /** `too-large`: nothing is written. */
  write(list: ConfiguredChannels): Promise<"written" | "too-large">;
}

export interface ChangeDeps {
  readonly turns: ChannelTurns;
  readonly channels: ChannelList;
  readonly now: () => Date;
  /** Ends when every receiver that does not know a channel has looked again. */
  readonly untilSeen: () => Promise<void>;
}

/** What becomes of one channel. `refused` is the caller's own answer. */
export type Decision<Refusal> =
  | {
      readonly kind: "change";
      readonly act: ChannelRecord["act"];
      /** Absent: it is removed. */
      readonly to?: Pick<ConfiguredChannel, "active" | "config" | "secrets">;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export type Changed<Refusal> =
  | { readonly kind: "changed"; readonly channel: ConfiguredChannel | undefined }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Somebody else is changing the list: another try may succeed. */
  | { readonly kind: "busy" }
  | { readonly kind: "too-large" };

/**
 * Takes the turn, reads the list, decides, records, writes. The record comes first: a change without one never
 * happens. Trouble on the way keeps the turn until it ends by itself, since the write may still be under way.
 *
 * @param decide on the channel as it is; `undefined` when there is none
 */
export async function changeChannels<Refusal>(
  deps: ChangeDeps,
  { endpointId, by }: { readonly endpointId: string; readonly by: string },
  decide: (channel: ConfiguredChannel | undefined) => Decision<Refusal>,
): Promise<Changed<Refusal>> {
  const turn = await deps.turns.take(deps.now());
  if (turn === undefined) return { kind: "busy" };
  const list = await deps.channels.read();
  const ended = await changeInTurn(deps, { endpointId, by, turn, list }, decide);
  await deps.turns.giveBack(turn, ended.kind === "changed");
  if (ended.kind === "changed" && ended.channel?.active) await deps.untilSeen();
  return ended;
}

interface InTurn {
  readonly endpointId: string;
  readonly by: string;
  readonly turn: Turn;
  readonly list: ConfiguredChannels;
}

async function changeInTurn<Refusal>(
  deps: ChangeDeps,
  { endpointId, by, turn, list }: InTurn,
  decide: (channel: ConfiguredChannel | undefined) => Decision<Refusal>,
): Promise<Changed<Refusal>> {
  // Secrets Manager may still show what was there before: to write on top of that would undo a change.
  if (list.version < turn.written) return { kind: "busy" };
  const before = list.channels.find((one) => one.endpointId === endpointId);
  const decision = decide(before);
  if (decision.kind === "refused") return decision;
  const { act, to } = decision;
  const { version } = turn;
  const savedAt = deps.now().toISOString();
  const channel = to === undefined ? undefined : { endpointId, version, savedAt, ...to };
  const secretCount = channel?.secrets.length ?? 0;
  const shown = to && { active: to.active, config: to.config };
  await deps.turns.record({ endpointId, version, savedAt, by, act, secretCount, channel: shown });
  const others = list.channels.filter((one) => one.endpointId !== endpointId);
  const channels = [...others, ...(channel === undefined ? [] : [channel])];
  if ((await deps.channels.write({ version, channels })) === "too-large") return { kind: "too-large" };
  return { kind: "changed", channel };
}
