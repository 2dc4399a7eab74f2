/** Hand-made templates, for what needs no more than a few resources. */
import { type Resources, readResources } from "../../../local/template/resources.ts";

/** The resources of one stack `A`, as CloudFormation has them. */
export function resourcesOf(resources: object): Resources {
  const stack = {
    stackName: "A",
    region: "us-east-1",
    template: { Resources: resources },
    assets: new Map(),
  };
  const addresses = { publicUrl: "http://127.0.0.1:1", awsUrl: "http://127.0.0.1:2" };
  return readResources([stack], addresses, "us-east-1");
}

export interface Role {
  /** Who may assume it. */
  readonly service?: string;
  readonly condition?: object;
  readonly allows: { readonly action: string; readonly resource: string };
}

export function role({ service = "states.amazonaws.com", condition = {}, allows }: Role) {
  const policy = (statement: object) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", ...statement }],
  });
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: policy({
        Action: "sts:AssumeRole",
        Principal: { Service: service },
        Condition: condition,
      }),
      Policies: [{ PolicyDocument: policy({ Action: allows.action, Resource: allows.resource }) }],
    },
  };
}
