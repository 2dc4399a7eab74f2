/** A function behind a Kinesis stream. */
import type { Stream } from "aws-cdk-lib/aws-kinesis";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { RecordConsumer, type RecordConsumerProps } from "./record-consumer.ts";

export interface KinesisConsumerProps extends RecordConsumerProps {
  readonly stream: Stream;
  /** What the stream is encrypted with. */
  readonly key: IKey;
}

export class KinesisConsumer extends RecordConsumer {
  constructor(scope: Construct, id: string, { stream, key, ...props }: KinesisConsumerProps) {
    super(scope, id, props, {
      streamArn: stream.streamArn,
      actions: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
    });
    props.function.allow(["kms:Decrypt"], [key.keyArn]);
  }
}
