/** What the conformance kit asks of a channel: one check is one promise, and knows how it would be broken. */
import type { ChannelSamples } from "../../adapters/channels/samples.ts";
import type { ChannelAdapter } from "../../domain/ingest/channel-adapter.ts";
import type { DeliveryReader } from "../../domain/ingest/delivery-reader.ts";
import type { MediaSource } from "../../domain/ingest/media-source.ts";
import type { ChannelSender } from "../../domain/outbox/channel-sender.ts";

/** A channel's folder, with what its files export. */
export interface Channel {
  readonly folder: string;
  readonly adapter: ChannelAdapter;
  readonly samples: ChannelSamples;
  readonly sender?: ChannelSender | undefined;
  readonly mediaSource?: MediaSource | undefined;
  readonly reader?: DeliveryReader | undefined;
}

export interface Check {
  /** A sentence about a good channel, of which the channel's name is the subject. */
  readonly name: string;
  /** Why it says nothing about some channels is in the check's file. */
  readonly applies: (channel: Channel) => boolean;
  /**
   * @param runs how often what is random is tried
   * @throws when the channel does not keep the promise
   */
  readonly run: (channel: Channel, runs: number) => Promise<void> | void;
  /** The same channel, but with exactly this promise broken. */
  readonly broken: (good: Channel) => Channel;
}

/** Enough to notice what is broken at once. */
export const fewRuns = 40;

export const always = (): boolean => true;
