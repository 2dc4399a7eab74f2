/** The rule packs that every synth must pass, and each finding that we live with, with its reason. */
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyViolation } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { IConstruct } from "constructs";

/** A finding we accept: rule and construct path must both match. A test keeps the list free of idle entries. */
export interface AcceptedFinding {
  readonly rule: RegExp;
  readonly path: RegExp;
  readonly reason: string;
}

const cdkOwns =
  "The CDK's own deployment function: its role and runtime are the CDK's, and it runs on deploys only.";

export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    rule: /^AwsSolutions-IAM4\[.*AWSXRayDaemonWriteAccess\]$/,
    path: /\/Role\/Resource$/,
    reason: "X-Ray's actions take no resource; the managed policy keeps the wildcard out of our template.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/(events|media|incoming|deliveries)\/\*\]$/,
    path: /\/Role\/DefaultPolicy\/Resource$/,
    reason: "Objects under one prefix of one bucket: they have no names before they are written.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/live\/POST\/@connections\/\*\]$/,
    path: /\/PushLive\/Role\/DefaultPolicy\/Resource$/,
    reason: "WebSocket connections have no names before they open; API, stage and verb are named.",
  },
  {
    rule: /^(AwsSolutions-SQS3|Serverless-SQSRedrivePolicy)$/,
    path: /\/DeadLetters\/Queue\/Resource$/,
    reason: "This is the dead-letter queue.",
  },
  {
    rule: /^Serverless-LambdaDLQ$/,
    path: /\/Function\/Resource$/,
    reason:
      "Nothing calls it asynchronously: rules put events into queues, and mappings have dead letters of their own.",
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    path: /\/FrontDoor\/.*ingest.*\/Resource$/,
    reason: "Providers sign: the function verifies every call itself.",
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    path: /-StaffApi\/(health|status|openApi|panelConfig)\/Resource$/,
    reason: "Public on purpose: no personal data.",
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    path: /\/Live\/Api\//,
    reason: "The $connect function checks a signed ticket that only signed-in staff are given.",
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    path: /-Data\/Pepper\/Resource$/,
    reason: "A new pepper would make every known identifier unknown.",
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    path: /-Data\/(Endpoints|Channels)\/Resource$/,
    reason: "Providers choose these secrets; each endpoint holds a list so that ops can rotate.",
  },
  {
    rule: /^AwsSolutions-S1$/,
    path: /-Data\/Bodies\/Resource$/,
    reason:
      "Only our functions read and write it; CloudTrail data events are the audit, where one is wanted.",
  },
  {
    rule: /^AwsSolutions-S1$/,
    path: /-Panel\/Site\/Resource$/,
    reason: "The public files of one page; CloudFront is their only reader.",
  },
  {
    rule: /^AwsSolutions-CFR1$/,
    path: /-Panel\/Distribution\/Resource$/,
    reason: "Agents work from anywhere.",
  },
  {
    rule: /^AwsSolutions-CFR2$/,
    path: /-Panel\/Distribution\/Resource$/,
    reason: "Static files, and an API that authorises every call; a firewall is the company's choice.",
  },
  {
    rule: /^AwsSolutions-CFR3$/,
    path: /-Panel\/Distribution\/Resource$/,
    reason: "The API behind it writes the access log, without addresses of people.",
  },
  {
    rule: /^AwsSolutions-CFR4$/,
    path: /-Panel\/Distribution\/Resource$/,
    reason: "CloudFront's own certificate; a domain of the company's brings TLS 1.2 and later.",
  },
  {
    rule: /^AwsSolutions-COG[38]$/,
    path: /-StaffApi\/Staff\/Pool\/Resource$/,
    reason: "Threat protection is paid per user; a second factor is required of everybody.",
  },
  {
    rule: /^Serverless-LambdaEventSourceMappingDestination$/,
    path: /\/(DeferredEvents|UnreadDeliveries|Account\/Events|Sends|Media\/Files|Pushes|ContactEvents|WakeUps|CaseNews|EveryMinute\/Runs)\/Mapping\/Resource$/,
    reason: "The queue itself has a dead-letter queue; SQS mappings take no other destination.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/(contact|agent|agent-state)\/\*\]$/,
    path: /\/CallConnect\/Role\/DefaultPolicy\/Resource$/,
    reason: "Contacts, users and statuses of one instance: they have no names before they are there.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*:(ses|sms-voice|social-messaging):/,
    path: /\/(SendMessage|FetchMedia)\/Role\/DefaultPolicy\/Resource$/,
    reason: "Which of the account's senders an endpoint uses is for ops to say, while it runs.",
  },
  {
    rule: /^AwsSolutions-KDS3$/,
    path: /\/Streams\/(AgentEvents|ContactRecords)\/Resource$/,
    reason: "Amazon Connect cannot write with Kinesis's own key: these have one of ours.",
  },
  {
    rule: /^AwsSolutions-S1$/,
    path: /\/Instance\/Transcripts\/Resource$/,
    reason: "Only Amazon Connect writes there, and nothing is kept longer than 30 days.",
  },
  {
    rule: /^AwsSolutions-SF1$/,
    path: /-Routing\/Workflow\/Machine\/Resource$/,
    reason:
      "Log delivery takes no resource, only a wildcard; Standard executions keep their history for 90 days.",
  },
  { rule: /^(AwsSolutions|Serverless)-/, path: /Custom::CDKBucketDeployment/, reason: cdkOwns },
];

/** AWS Solutions and Serverless, less the accepted findings. */
export function acceptingChecks(app: IConstruct): IPolicyValidationPlugin[] {
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)].map((pack) => ({
    name: pack.name,
    validate: (context: IPolicyValidationContext) => {
      const violations = pack.validate(context).violations.flatMap(unaccepted);
      return { success: violations.length === 0, violations };
    },
  }));
}

function unaccepted(violation: PolicyViolation): PolicyViolation[] {
  const violatingResources = violation.violatingResources.filter(
    ({ constructPath = "" }) =>
      !acceptedFindings.some((finding) => accepts(finding, violation.ruleName, constructPath)),
  );
  return violatingResources.length === 0 ? [] : [{ ...violation, violatingResources }];
}

export function accepts({ rule, path }: AcceptedFinding, ruleName: string, constructPath: string): boolean {
  return rule.test(ruleName) && path.test(constructPath);
}
