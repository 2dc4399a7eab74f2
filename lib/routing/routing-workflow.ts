/** The routing workflow as a state machine, and who may start it and tell it what happened. */
import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { DefinitionBody, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "../constructs/alarms.ts";
import type { ServiceFunction } from "../constructs/service-function.ts";
import { workflowDefinition } from "./workflow-definition.ts";

/** The one name that is ours to give: functions that the workflow runs must know it before it is made. */
const workflowName = ({ stage }: StageConfig): string => `omniline-${stage}-routing`;

/** Lets the function start legs and answer the workflow's waits. */
export function connectWorkflow(to: ServiceFunction, config: StageConfig): void {
  const arn = Stack.of(to).formatArn({
    service: "states",
    resource: "stateMachine",
    resourceName: workflowName(config),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  to.connect("STATE_MACHINE_ARN", arn, () =>
    to.allow(["states:StartExecution", "states:SendTaskSuccess", "states:SendTaskFailure"], [arn]),
  );
}

export interface RoutingWorkflowProps {
  /** Runs the steps. */
  readonly function: ServiceFunction;
  readonly config: StageConfig;
}

export class RoutingWorkflow extends Construct {
  constructor(scope: Construct, id: string, { function: steps, config }: RoutingWorkflowProps) {
    super(scope, id);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("AWSXRayDaemonWriteAccess")],
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [steps.function.functionArn],
      }),
    );
    const machine = new StateMachine(this, "Machine", {
      stateMachineName: workflowName(config),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(
        Stack.of(this).toJsonString(workflowDefinition(steps.function.functionArn)),
      ),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
    });
    new ServiceAlarm(this, "Broken", {
      metric: machine.metricFailed({ period: Duration.minutes(1) }),
      threshold: 1,
      errorImpact: "Cases wait a minute longer for an agent: the reaper has to find them.",
      runbook: "routing-breaks",
      config,
    });
  }
}
