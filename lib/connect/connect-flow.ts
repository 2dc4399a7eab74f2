/** A flow in the instance. */
import { Fn, Stack } from "aws-cdk-lib";
import { CfnContactFlow } from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { ConnectInstance } from "./connect-instance.ts";
import type { Flow } from "./flows/flow-language.ts";

export interface ConnectFlowProps {
  readonly instance: ConnectInstance;
  readonly name: string;
  readonly description: string;
  readonly type?: "CONTACT_FLOW" | "CUSTOMER_QUEUE" | "OUTBOUND_WHISPER";
  readonly flow: Flow;
}

export class ConnectFlow extends Construct {
  readonly arn: string;
  readonly id: string;

  constructor(scope: Construct, id: string, props: ConnectFlowProps) {
    super(scope, id);
    const { instance, name, description, type = "CONTACT_FLOW", flow } = props;
    const resource = new CfnContactFlow(this, "Flow", {
      instanceArn: instance.arn,
      name,
      description,
      type,
      state: "ACTIVE",
      content: Stack.of(this).toJsonString(flow),
    });
    this.arn = resource.attrContactFlowArn;
    // arn:…:instance/<id>/contact-flow/<id>
    this.id = Fn.select(3, Fn.split("/", this.arn));
  }
}
