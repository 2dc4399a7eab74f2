/** Writes one change as the stream record that GetRecords returns. */
import type { Item } from "../protocol.ts";
import type { Change } from "./changes.ts";

interface Appended {
  readonly change: Change;
  readonly keys: Item;
  readonly sequence: string;
  readonly viewType: string;
  readonly now: Date;
}

export function streamRecord({ change: { before, after }, keys, sequence, viewType, now }: Appended) {
  const withNew = viewType === "NEW_IMAGE" || viewType === "NEW_AND_OLD_IMAGES";
  const withOld = viewType === "OLD_IMAGE" || viewType === "NEW_AND_OLD_IMAGES";
  const images = {
    Keys: keys,
    ...(withNew && after && { NewImage: after }),
    ...(withOld && before && { OldImage: before }),
  };
  return {
    eventID: sequence,
    eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ...images,
      ApproximateCreationDateTime: Math.floor(now.getTime() / 1000),
      SequenceNumber: sequence,
      SizeBytes: Buffer.byteLength(JSON.stringify(images)),
      StreamViewType: viewType,
    },
  };
}
