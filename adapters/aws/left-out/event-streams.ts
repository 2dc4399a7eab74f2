/** Stands in for `@smithy/core/event-streams` in bundles: no operation of ours streams events. */
export class EventStreamSerde {
  constructor() {
    throw new Error("event streams are left out of the bundle");
  }
}

export const eventStreamSerdeProvider = EventStreamSerde;
