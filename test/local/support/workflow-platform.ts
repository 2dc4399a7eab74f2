/** Starts the workflow app, in this process or in one that can be killed, and looks into what it does. */
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { type Platform, type PlatformOptions, startPlatform } from "../../../local/start.ts";
import { synthesise } from "../../../local/synthesise.ts";
import { eventually, type Looks, lookInto, memoryLog } from "./platform.ts";
import { machineArn, workflowApp } from "./workflow-app.ts";

export function startWorkflows(dataDir: string, options: Partial<PlatformOptions> = {}): Promise<Platform> {
  return startPlatform({
    templates: async (directory) => synthesise(directory, workflowApp),
    dataDir,
    port: 0,
    log: memoryLog(),
    ...options,
  });
}

export interface Workflows extends Looks {
  readonly sfn: SFNClient;
  /** @returns the execution's ARN */
  start(machine: string, name: string, input: object): Promise<string>;
  /** Waits for the execution to close. */
  closed(executionArn: string): Promise<{ status: string; output: unknown; error: unknown; cause: unknown }>;
  /** Waits for that many tokens. */
  tokens(name: string, count?: number): Promise<readonly Handed[]>;
  /** How often a function was called for an execution. */
  calls(name: string): Promise<number>;
  /** Type and state, where there is one. */
  history(executionArn: string): Promise<readonly string[]>;
}

export interface Handed {
  readonly token: string;
  readonly name: string;
  readonly id: string;
  readonly enteredAt: string;
}

export function lookIntoWorkflows(
  platform: Pick<Platform, "awsUrl" | "rootCredentials" | "region">,
): Workflows {
  const looks = lookInto(platform);
  const { awsUrl: endpoint, rootCredentials: credentials, region } = platform;
  const sfn = new SFNClient({ endpoint, credentials, region });
  return {
    ...looks,
    sfn,
    async start(machine, name, input) {
      const started = await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: machineArn(machine),
          name,
          input: JSON.stringify(input),
        }),
      );
      return started.executionArn ?? "";
    },
    closed: (executionArn) =>
      eventually(async () => {
        const {
          status = "",
          output,
          error,
          cause,
        } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return status === "RUNNING"
          ? undefined
          : { status, output: output && JSON.parse(output), error, cause };
      }, 15_000),
    tokens: (name, count = 1) =>
      eventually(async () => {
        const found = await looks.keys(`TOKEN#${name}`);
        return found.length === count ? found.map((text) => JSON.parse(text)) : undefined;
      }),
    calls: async (name) => (await looks.keys(`CALL#${name}`)).length,
    async history(executionArn) {
      const { events = [] } = await sfn.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      return events.map(({ type, stateEnteredEventDetails, stateExitedEventDetails }) =>
        [type, stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name].filter(Boolean).join(" "),
      );
    },
  };
}
