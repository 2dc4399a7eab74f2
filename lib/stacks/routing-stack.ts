/** Routing: the workflow of every case, what follows cases into it, and the staff API about agents and lines. */
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { routingRoutes } from "../../schemas/api/routing-routes.ts";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable, readAndWrite } from "../constructs/access.ts";
import { EventRule } from "../constructs/event-rule.ts";
import { MinutelyRule } from "../constructs/minutely-rule.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction, type ServiceFunctionProps } from "../constructs/service-function.ts";
import type { Issuer } from "../constructs/sign-in.ts";
import { addStaffRoutes } from "../constructs/staff-routes.ts";
import { connectWorkflow, RoutingWorkflow } from "../routing/routing-workflow.ts";
import type { DataStack } from "./data-stack.ts";

export interface RoutingStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
  readonly api: HttpApi;
  readonly issuer: Issuer;
  /** Where commands for Amazon Connect are announced. */
  readonly wakeUps: Queue;
}

const tries = 60;

export class RoutingStack extends Stack {
  constructor(scope: Construct, id: string, props: RoutingStackProps) {
    const { config, data, bus, api, issuer, wakeUps, ...stackProps } = props;
    super(scope, id, stackProps);
    const steps = this.routingFunction("RouteCase", config, data, {
      name: "route-case",
      timeoutSeconds: 30,
      errorImpact: "Cases get no agent.",
    });
    this.letCommand(steps, wakeUps);
    new RoutingWorkflow(this, "Workflow", { function: steps, config });
    this.followCases(config, data, bus);
    const reaper = this.routingFunction("ReapReservations", config, data, {
      name: "reap-reservations",
      timeoutSeconds: 60,
      errorImpact: "What crashes leave behind stays: agents seem busy, and cases wait.",
    });
    new MinutelyRule(this, "EveryMinute", {
      function: reaper,
      errorImpact: "What crashes leave behind stays for a while.",
      config,
    });
    const serve = this.routingFunction("ServeRoutingApi", config, data, {
      name: "serve-routing-api",
      errorImpact: "Agents cannot answer offers in the panel.",
    });
    this.letCommand(serve, wakeUps);
    connectSecret(serve, "PEPPER_SECRET_ID", data.pepper);
    serve.connect("DEFAULT_COUNTRY", config.defaultCountry).connect("ROLES_CLAIM", issuer.rolesClaim);
    addStaffRoutes(this, { api, issuer, serve, routes: routingRoutes });
  }

  private followCases(config: StageConfig, data: DataStack, bus: IEventBus): void {
    const errorImpact = "New cases wait unseen, and agents keep what is resolved.";
    const follow = this.routingFunction("FollowCases", config, data, {
      name: "follow-cases",
      timeoutSeconds: 30,
      errorImpact,
    });
    connectBodies(follow, data.bodies, ["GetObject"]);
    const consumer = new QueueConsumer(this, "CaseNews", {
      function: follow,
      maxReceiveCount: tries,
      errorImpact,
      config,
    });
    const rule = {
      bus,
      consumer,
      errorImpact,
      config,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    };
    new EventRule(this, "Cases", {
      ...rule,
      events: [
        "CaseOpened",
        "CaseReopened",
        "CaseResolved",
        "CustomerReplied",
        "CustomerLeft",
        "HumanRequested",
        "CallbackRequested",
        "CaseOwnerChanged",
        "OutcomeRecorded",
      ],
    });
    new EventRule(this, "Surveys", {
      ...rule,
      events: ["ContactReceived"],
      detail: { data: { kind: ["survey.answered"] } },
    });
  }

  private routingFunction(
    id: string,
    config: StageConfig,
    data: DataStack,
    props: Omit<ServiceFunctionProps, "config">,
  ): ServiceFunction {
    const routing = new ServiceFunction(this, id, { ...props, config });
    connectTable(routing, data.table, [...readAndWrite, "BatchWriteItem"]);
    connectWorkflow(routing, config);
    return routing;
  }

  private letCommand(to: ServiceFunction, wakeUps: Queue): void {
    to.connect("WAKE_UPS_QUEUE_URL", wakeUps.queueUrl, () =>
      to.allow(["sqs:SendMessage"], [wakeUps.queueArn]),
    );
  }
}
