/** The panel inside Amazon Connect's agent workspace, and what agents may do there. */
import { CfnApplication } from "aws-cdk-lib/aws-appintegrations";
import { CfnIntegrationAssociation, CfnSecurityProfile } from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { ConnectInstance } from "./connect-instance.ts";

export interface AgentApplicationProps {
  readonly instance: ConnectInstance;
  readonly panelUrl: string;
  readonly config: StageConfig;
}

/**
 * What the panel asks the workspace for: who the agent is, whether they are there, and which contact is in
 * front of them. Whom the contact is with, it asks Omniline ("Events and requests", Administrator Guide).
 */
const permissions = [
  "User.Details.View",
  "User.Status.View",
  "Contact.Details.View",
  "Contact.Attributes.View",
];

/** The workspace's defaults, written down: forms and scripts, our own storage, and sign-in in a popup. */
const sandbox = ["allow-forms", "allow-popups", "allow-same-origin", "allow-scripts"];

export class AgentApplication extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { instance, panelUrl, config }: AgentApplicationProps) {
    super(scope, id);
    const namespace = `omniline.${config.stage}`;
    const application = new CfnApplication(this, "Panel", {
      name: `Omniline ${config.stage}`,
      description: "The customer's timeline, the brief and the composer",
      namespace,
      applicationSourceConfig: { externalUrlConfig: { accessUrl: `${panelUrl}/` } },
      applicationConfig: { contactHandling: { scope: "PER_CONTACT" } },
      iframeConfig: { sandbox },
      permissions,
    });
    this.arn = application.attrApplicationArn;
    const association = new CfnIntegrationAssociation(this, "Association", {
      instanceId: instance.arn,
      integrationType: "APPLICATION",
      integrationArn: this.arn,
    });
    const profile = new CfnSecurityProfile(this, "Agents", {
      instanceArn: instance.arn,
      securityProfileName: "Omniline agents",
      description: "Take contacts, with Omniline's panel beside them.",
      permissions: ["BasicAgentAccess"],
      applications: [{ namespace, applicationPermissions: ["ACCESS"] }],
    });
    profile.addResourceDependency(association);
  }
}
