/** A stack with nothing but Amazon Connect in it, synthesised as the real ones are. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { ConnectSetup } from "../../../lib/connect/connect-setup.ts";
import { QueueConsumer } from "../../../lib/constructs/queue-consumer.ts";
import { ServiceFunction } from "../../../lib/constructs/service-function.ts";
import { stageConfigSchema } from "../../../schemas/config.ts";
import { cdkContext } from "../../support/templates.ts";

export interface Template {
  readonly resources: Readonly<
    // biome-ignore lint/suspicious/noExplicitAny: a template is whatever the CDK writes; tests assert on it
    Record<string, { Type: string; Properties: any; DependsOn?: string[]; DeletionPolicy?: string }>
  >;
}

export const existingInstanceArn = "arn:aws:connect:eu-central-1:111122223333:instance/a1b2c3";
const errorImpact = "Agents get no contacts.";

export function connectApp(settings: object = {}, context: Record<string, unknown> = {}) {
  const config = stageConfigSchema.parse({ stage: "dev", ...settings });
  const outdir = mkdtempSync(join(tmpdir(), "omniline-connect-"));
  const app = new App({ context: cdkContext(context), outdir });
  const stack = new Stack(app, "Omniline-dev-Connect");
  // Any two functions of ours: what they do is not this stack's business.
  const identify = new ServiceFunction(stack, "Identify", { name: "receive-webhook", errorImpact, config });
  const record = new ServiceFunction(stack, "Record", { name: "push-live", errorImpact, config });
  const contactEvents = new QueueConsumer(stack, "ContactEvents", {
    function: record,
    maxReceiveCount: 10,
    errorImpact,
    config,
  });
  const setup = new ConnectSetup(stack, "Connect", {
    config,
    panelUrl: "https://panel.example.com",
    identifyCaller: identify.function,
    contactEvents,
    errorImpact,
  });
  return { app, stack, setup };
}

export function connectTemplate(settings: object = {}): Template {
  const { app, stack } = connectApp(settings);
  const { template } = app.synth({ skipValidation: true }).getStackByName(stack.stackName);
  return { resources: template.Resources };
}

export function ofType({ resources }: Template, type: string) {
  return Object.entries(resources).flatMap(([id, resource]) =>
    resource.Type === type
      ? [{ id, properties: resource.Properties, dependsOn: resource.DependsOn ?? [], ...resource }]
      : [],
  );
}
