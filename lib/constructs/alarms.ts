/** Alarms: every one says who is hurt and links to what to do. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";

export interface ServiceAlarmProps {
  readonly metric: IMetric;
  /** Alarms at this value and above. */
  readonly threshold: number;
  readonly evaluationPeriods?: number;
  /** Who is hurt when this goes off, in a sentence. */
  readonly errorImpact: string;
  /** Heading of the runbook's section, as an anchor. */
  readonly runbook: string;
  readonly config: StageConfig;
}

/** An alarm whose description holds the impact and the runbook's section. */
export class ServiceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAlarmProps) {
    super(scope, id);
    const { metric, threshold, evaluationPeriods = 1, errorImpact, runbook, config } = props;
    const alarm = new Alarm(this, "Alarm", {
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${errorImpact} Runbook: ${config.runbookUrl}#${runbook}`,
    });
    if (config.alarmTopicArn !== undefined) {
      alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, "Topic", config.alarmTopicArn)));
    }
  }
}
