/** A function that flows may invoke: Amazon Connect must know it, and must be let in. */
import { Aws } from "aws-cdk-lib";
import { CfnIntegrationAssociation } from "aws-cdk-lib/aws-connect";
import { CfnPermission, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ConnectInstance } from "./connect-instance.ts";

export interface FlowFunctionProps {
  readonly instance: ConnectInstance;
  readonly function: IFunction;
}

export class FlowFunction extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { instance, function: invoked }: FlowFunctionProps) {
    super(scope, id);
    this.arn = invoked.functionArn;
    new CfnPermission(this, "Permission", {
      action: "lambda:InvokeFunction",
      functionName: this.arn,
      principal: "connect.amazonaws.com",
      sourceArn: instance.arn,
      sourceAccount: Aws.ACCOUNT_ID,
    });
    new CfnIntegrationAssociation(this, "Association", {
      instanceId: instance.arn,
      integrationType: "LAMBDA_FUNCTION",
      integrationArn: this.arn,
    });
  }
}
