/** A function behind the table's stream: order for each partition. */
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { RecordConsumer, type RecordConsumerProps } from "./record-consumer.ts";

export interface StreamConsumerProps extends RecordConsumerProps {
  readonly table: TableV2;
  /** Records that match none of these are neither delivered nor billed. */
  readonly filters: readonly Parameters<typeof FilterCriteria.filter>[0][];
}

export class StreamConsumer extends RecordConsumer {
  constructor(scope: Construct, id: string, { table, filters, ...props }: StreamConsumerProps) {
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${table.node.path} has no stream`);
    super(scope, id, props, {
      streamArn,
      actions: [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      mapping: {
        parallelizationFactor: 2,
        filters: filters.map((filter) => FilterCriteria.filter(filter)),
      },
    });
  }
}
