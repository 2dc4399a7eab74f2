/** A small app of workflows, a stream and a schedule; beside it what its functions noted down. */
import { App, CfnResource, Duration, Stack } from "aws-cdk-lib";
import { AttributeType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Stream, StreamEncryption } from "aws-cdk-lib/aws-kinesis";
import {
  Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue } from "aws-cdk-lib/aws-sqs";
import {
  DefinitionBody,
  IntegrationPattern,
  JsonPath,
  StateMachine,
  Succeed,
  TaskInput,
  Timeout,
} from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { SynthesisProps } from "../../../local/synthesise.ts";
import { names } from "./mini-app.ts";

export const workflow = {
  offer: "Offer",
  play: "Play",
  pause: "Pause",
  drawn: "Drawn",
  short: "Short",
  stream: "Events",
  streamDead: "EventsDead",
  tick: "Tick",
};

export const machineArn = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
export const streamArn = `arn:aws:kinesis:us-east-1:000000000000:stream/${workflow.stream}`;

export function workflowApp(props: SynthesisProps): App {
  const app = new App({ outdir: props.outdir, context: props.context });
  const stack = new Stack(app, "Flows");
  const table = new TableV2(stack, "Table", {
    tableName: names.table,
    partitionKey: { name: "PK", type: AttributeType.STRING },
    sortKey: { name: "SK", type: AttributeType.STRING },
  });

  const made = (id: string): LambdaFunction => {
    const role = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const one = new LambdaFunction(stack, id, {
      functionName: id,
      role,
      environment: { TABLE_NAME: table.tableName },
      code: Code.fromInline("unused"),
      handler: "index.handler",
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(10),
    });
    const file = id.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    if (one.node.defaultChild instanceof CfnResource) {
      one.node.defaultChild.addMetadata("omniline:entry", `test/local/support/functions/${file}.ts`);
    }
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table.tableArn] }),
    );
    return one;
  };
  const act = made("Act");
  const handOut = made("HandOut");
  const keepEvent = made("KeepEvent");

  const machine = (name: string, definition: object, ...invokes: LambdaFunction[]) => {
    const body = DefinitionBody.fromString(stack.toJsonString(definition));
    const one = new StateMachine(stack, name, { stateMachineName: name, definitionBody: body });
    for (const each of invokes) each.grantInvoke(one);
    return one;
  };
  machine(
    workflow.offer,
    {
      StartAt: "Offer",
      States: {
        Offer: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
          Parameters: {
            FunctionName: handOut.functionArn,
            Payload: {
              "token.$": "$$.Task.Token",
              "name.$": "$$.Execution.Name",
              "id.$": "$$.Execution.Id",
              "enteredAt.$": "$$.State.EnteredTime",
              "mode.$": "$.mode",
            },
          },
          TimeoutSecondsPath: "$.seconds",
          ResultPath: "$.offer",
          Retry: [{ ErrorEquals: ["Again"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }],
          Catch: [
            { ErrorEquals: ["Declined"], ResultPath: "$.error", Next: "Declined" },
            { ErrorEquals: ["States.TaskFailed"], ResultPath: "$.error", Next: "Broken" },
            { ErrorEquals: ["States.Timeout"], ResultPath: "$.error", Next: "Missed" },
          ],
          Next: "Accepted",
        },
        Accepted: { Type: "Succeed" },
        Declined: { Type: "Pass", End: true },
        Missed: { Type: "Pass", Result: "missed", ResultPath: "$.was", End: true },
        Broken: { Type: "Fail", Error: "OfferBroken", CausePath: "$.error.Cause" },
      },
    },
    handOut,
  );
  machine(
    workflow.play,
    {
      StartAt: "Act",
      States: {
        Act: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: act.functionName, "Payload.$": "$" },
          ResultSelector: { "answer.$": "$.Payload" },
          ResultPath: "$.act",
          Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }],
          Catch: [{ ErrorEquals: ["Refused"], ResultPath: "$.error", Next: "Refused" }],
          End: true,
        },
        Refused: { Type: "Pass", End: true },
      },
    },
    act,
  );
  machine(workflow.pause, {
    StartAt: "Is there time?",
    States: {
      "Is there time?": {
        Type: "Choice",
        Choices: [{ Variable: "$.seconds", IsPresent: false, Next: "No time" }],
        Default: "Pause",
      },
      "No time": { Type: "Succeed" },
      Pause: { Type: "Wait", SecondsPath: "$.seconds", Next: "Say when" },
      "Say when": {
        Type: "Pass",
        Parameters: {
          "startedAt.$": "$$.Execution.StartTime",
          "input.$": "$$.Execution.Input",
          "machine.$": "$$.StateMachine.Name",
        },
        End: true,
      },
    },
  });
  machine(workflow.short, {
    StartAt: "Pause",
    TimeoutSeconds: 1,
    States: { Pause: { Type: "Wait", Seconds: 3600, End: true } },
  });
  new StateMachine(stack, workflow.drawn, {
    stateMachineName: workflow.drawn,
    definitionBody: DefinitionBody.fromChainable(
      new LambdaInvoke(stack, "Hand out the token", {
        lambdaFunction: handOut,
        integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
        payload: TaskInput.fromObject({
          token: JsonPath.taskToken,
          name: JsonPath.stringAt("$$.Execution.Name"),
        }),
        taskTimeout: Timeout.duration(Duration.minutes(1)),
      }).next(new Succeed(stack, "Done")),
    ),
  });

  const stream = new Stream(stack, workflow.stream, {
    streamName: workflow.stream,
    shardCount: 2,
    encryption: StreamEncryption.MANAGED,
  });
  const dead = new Queue(stack, workflow.streamDead, { queueName: workflow.streamDead });
  keepEvent.role?.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      resources: [stream.streamArn],
    }),
  );
  dead.grantSendMessages(keepEvent);
  new EventSourceMapping(stack, "EventsToKeep", {
    target: keepEvent,
    eventSourceArn: stream.streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    retryAttempts: 1,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(dead),
    filters: [FilterCriteria.filter({ data: { kind: FilterRule.isEqual("wanted") } })],
  });

  new Rule(stack, workflow.tick, {
    ruleName: workflow.tick,
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [new LambdaTarget(act)],
  });
  return app;
}
