/** What agents are set to who are away: an instance has no such status of its own. */
import { CfnAgentStatus } from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { ConnectInstance } from "./connect-instance.ts";

export class AwayStatus extends Construct {
  constructor(scope: Construct, id: string, { instance }: { readonly instance: ConnectInstance }) {
    super(scope, id);
    new CfnAgentStatus(this, "Status", {
      instanceArn: instance.arn,
      name: "Omniline away",
      description: "Gets no contacts: set by agents and supervisors in Omniline.",
      state: "ENABLED",
      type: "CUSTOM",
    });
  }
}
