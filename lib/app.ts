/** The whole application of one stage: its stacks, and what is checked when they are synthesised. */
import { fileURLToPath } from "node:url";
import { App, type AppProps, Validations } from "aws-cdk-lib";
import { acceptingChecks } from "./checks.ts";
import { readConfig } from "./config.ts";
import { ChannelsStack } from "./stacks/channels-stack.ts";
import { ConnectStack } from "./stacks/connect-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { IngestStack } from "./stacks/ingest-stack.ts";
import { OutboxStack } from "./stacks/outbox-stack.ts";
import { PanelStack } from "./stacks/panel-stack.ts";
import { RelayStack } from "./stacks/relay-stack.ts";
import { RoutingStack } from "./stacks/routing-stack.ts";
import { StaffApiStack } from "./stacks/staff-api-stack.ts";

export interface AppOptions extends AppProps {
  /** The built panel; by default where `npm run build` puts it. */
  readonly panelDirectory?: string;
  /** Run the rule packs, and fail on their findings. */
  readonly checked?: boolean;
}

const builtPanel = fileURLToPath(new URL("../panel/dist", import.meta.url));

export function buildApp({ panelDirectory = builtPanel, checked = false, ...props }: AppOptions = {}): App {
  const app = new App(props);
  const config = readConfig(app.node);
  if (checked) Validations.of(app).addPlugins(...acceptingChecks(app));
  const env = config.region === undefined ? {} : { env: { region: config.region } };
  const name = (part: string) => `Omniline-${config.stage}-${part}`;
  const data = new DataStack(app, name("Data"), { config, ...env });
  const { bus } = new RelayStack(app, name("Relay"), { config, data, ...env });
  const { api } = new IngestStack(app, name("Ingest"), { config, data, bus, ...env });
  const { url } = new PanelStack(app, name("Panel"), { config, api, directory: panelDirectory, ...env });
  const { issuer } = new StaffApiStack(app, name("StaffApi"), {
    config,
    data,
    bus,
    api,
    panelUrl: url,
    ...env,
  });
  new ChannelsStack(app, name("Channels"), { config, data, api, issuer, ...env });
  new OutboxStack(app, name("Outbox"), { config, data, bus, api, issuer, ...env });
  const { wakeUps } = new ConnectStack(app, name("Connect"), { config, data, panelUrl: url, ...env });
  new RoutingStack(app, name("Routing"), { config, data, bus, api, issuer, wakeUps, ...env });
  return app;
}
